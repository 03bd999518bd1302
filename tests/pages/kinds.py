"""One address for every kind of page that readers meet, on the demonstration content."""

#: By kind: path and status of the answer.
PAGES = {
    "home": ("/en/", 200),
    "home in Spanish": ("/es/", 200),
    "focus area": ("/en/culture-of-innovation/", 200),
    "stories": ("/en/stories/", 200),
    "stories with text": ("/en/stories/?q=city", 200),
    "stories with facets": ("/en/stories/?focus=citizen-engagement&region=central-america", 200),
    "stories without result": ("/en/stories/?q=zzzz", 200),
    "stories in Spanish": ("/es/historias/", 200),
    "practices": ("/en/practices/", 200),
    "voices": ("/en/voices/", 200),
    "cities": ("/en/cities/", 200),
    "past the end": ("/en/stories/?page=9", 404),
    "story": ("/en/stories/jakarta-score/", 200),
    "story with a clip": ("/en/stories/tessaly-point-map/", 200),
    "story in Spanish": ("/es/historias/mexico-city-lab/", 200),
    "story untranslated in Spanish": ("/es/historias/jakarta-score/", 200),
    "practice": ("/en/practices/tie-the-answer/", 200),
    "city": ("/en/cities/mexico-city/", 200),
    "voice": ("/en/voices/city-councillor/", 200),
    "voice partly withheld": ("/en/voices/ward-administrator/", 200),
    "voice sealed": ("/en/voices/civic-technologist/", 200),
    "text page": ("/en/method/", 200),
    "contact": ("/en/contact/", 200),
    "not found": ("/en/nowhere/", 404),
}
