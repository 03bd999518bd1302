"""Charts: a pasted table becomes a Vega-Lite spec, the task worker makes a drawing of it, pages show what is made."""
