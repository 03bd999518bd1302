"""The program that draws: reads jobs from its input, writes SVG to its output, and ends.

It runs in a process of its own, started by the task worker (`multimedia.charts.rendering`): the engine inside takes
80 MB, and a spec that goes wrong takes down this process alone. It knows nothing of Django and asks no network.
"""

import json
import resource
import sys
from pathlib import Path

import vl_convert

#: Of the versions that vl-convert holds.
VEGA_LITE = "6.4"
#: Four times what a large chart takes. The engine's own limit depends on the machine and may be more than it has.
MEMORY = 800 * 1024 * 1024


def draw(job: dict) -> dict:
    """The SVG of one job, or what the engine says is wrong with its spec."""
    try:
        svg = vl_convert.vegalite_to_svg(
            job["spec"],
            vl_version=VEGA_LITE,
            allowed_base_urls=[],
            format_locale=job["numbers"],
            time_format_locale=job["dates"],
        )
    except ValueError as error:
        return {"error": str(error)}
    return {"svg": svg}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))
    json.dump([draw(job) for job in json.load(sys.stdin)], sys.stdout)
