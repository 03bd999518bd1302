"""Maps drawn on the server: no tiles, no borders, no script, and no request to another host.

``projection`` turns the globe into paper, ``land`` reads and cuts the coast, ``coordinates`` understands what people
type, ``clusters`` and ``labels`` keep marks and names apart, ``locator`` draws a map of a few places. The world map of
cities is drawn by ``cities.world``. Where the coast comes from: data/README.md.
"""
