"""`python -m pipelines` is the command `pingshi`."""

from pipelines.cli import main

raise SystemExit(main())
