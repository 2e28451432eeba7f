"""The figures of one page in Dash, made before the server starts: it only has to hand them out.

`python dash_page.py PORT FILE`, the file a list of Plotly figures. Its scripts come from this server, as ours do.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dash import Dash, dcc, html

port, file = int(sys.argv[1]), Path(sys.argv[2])
figures = json.loads(file.read_text(encoding="utf-8"))
app = Dash(__name__, serve_locally=True)
app.layout = lambda: html.Div([dcc.Graph(figure=one, config={"displayModeBar": False}) for one in figures])
app.run(port=port, debug=False)
