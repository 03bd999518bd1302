"""What is wrong with the HTML of a page, as a browser would silently mend it and a screen reader would stumble over."""

from html.parser import HTMLParser

#: Elements without an end tag.
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
#: The elements that a paragraph may not hold: they end it in a browser.
NOT_IN_A_PARAGRAPH = frozenset(
    ["address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer"]
) | frozenset(
    ["form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "section", "table", "ul"]
)
CONTROLS = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Attributes that hold ids of other elements.
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")


class Page(HTMLParser):
    """Reads one document and notes its ``faults``, a sentence with its line each."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.headings: list[int] = []
        self.languages: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._references: list[tuple[int, str, str]] = []
        self._labels: list[dict] = []
        self.feed(html)
        self.close()
        self._finish()

    def _fault(self, message: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {message}")

    def _inside(self, tag: str) -> bool:
        return any(name == tag for name, _attributes in self._open)

    def handle_startendtag(self, tag, attrs):
        """``<br/>`` is fine for a void element and for SVG; elsewhere a browser ignores the slash."""
        if tag not in VOID and not self._inside("svg"):
            self._fault(f"<{tag}/> does not close itself")
        self._start(tag, attrs)

    def handle_starttag(self, tag, attrs):
        """Check an element against those it stands in, then open it."""
        self._start(tag, attrs)
        if tag not in VOID:
            self._open.append((tag, dict(attrs)))

    def _start(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            self._fault(f"<{tag}> has an attribute twice")
        if self._inside("p") and tag in NOT_IN_A_PARAGRAPH and not self._inside("svg"):
            self._fault(f"<{tag}> inside <p>")
        if tag in {"a", "button", "label", "form"} and self._inside(tag):
            self._fault(f"<{tag}> inside <{tag}>")
        if "style" in attributes or any(name.startswith("on") for name in attributes):
            self._fault(f"<{tag}> has an inline style or script")
        if (key := attributes.get("id")) is not None:
            if not key or key in self.ids or " " in key:
                self._fault(f"id “{key}” is empty, spaced or taken")
            self.ids.add(key)
        if "lang" in attributes:
            self.languages.append(attributes["lang"])
        self._note_references(tag, attributes)
        self._note_what_people_meet(tag, attributes)

    def _note_references(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.getpos()[0]
        for name in REFERENCES:
            self._references += [(line, name, key) for key in attributes.get(name, "").split()]
        if tag == "a" and attributes.get("href", "").startswith("#") and len(attributes["href"]) > 1:
            self._references.append((line, "href", attributes["href"][1:]))

    def _note_what_people_meet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in HEADINGS:
            level = int(tag[1])
            if level > (self.headings[-1] if self.headings else 0) + 1:
                self._fault(f"<{tag}> skips a level after {self.headings[-1:] or 'nothing'}")
            self.headings.append(level)
        if tag == "img" and not {"alt", "width", "height"} <= attributes.keys():
            self._fault("<img> lacks its alternative or its size")
        if tag == "label":
            self._labels.append({"line": self.getpos()[0], "control": "for" in attributes})
        elif tag in CONTROLS and self._inside("label"):
            self._labels[-1]["control"] = True
        elif tag in CONTROLS - {"button"} and attributes.get("type") != "hidden" and "aria-label" not in attributes:
            self._references.append((self.getpos()[0], "label", attributes.get("id", "")))

    def handle_endtag(self, tag):
        """An end tag closes the element opened last, and nothing else."""
        if tag in VOID:
            self._fault(f"</{tag}> ends an element without end")
        elif not self._open or self._open[-1][0] != tag:
            self._fault(f"</{tag}> while {[name for name, _attributes in self._open[-3:]]} are open")
            while self._inside(tag) and self._open.pop()[0] != tag:
                pass
        else:
            self._open.pop()

    def _finish(self) -> None:
        if self._open:
            self._fault(f"never closed: {[name for name, _attributes in self._open]}")
        if self.headings.count(1) != 1:
            self._fault(f"{self.headings.count(1)} headings of the first level")
        labelled = {key for _line, name, key in self._references if name == "for"}
        for line, name, key in self._references:
            if name == "label":
                if key not in labelled:
                    self.faults.append(f"line {line}: a control “{key}” without label")
            elif key not in self.ids:
                self.faults.append(f"line {line}: {name}=“{key}” leads nowhere")
        self.faults += [
            f"line {label['line']}: a label without control" for label in self._labels if not label["control"]
        ]
