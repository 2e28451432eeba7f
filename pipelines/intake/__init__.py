"""From bytes to rows: read a submission safely, check it against the contracts, write the templates and receipts."""
