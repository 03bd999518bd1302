"""YAML that remembers where everything stands, so that an error names file and line."""

import re
from datetime import date
from pathlib import Path

import yaml
from yaml.constructor import ConstructorError

#: YAML takes them when written as an escape: the null character and halves of characters, which no column holds.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class DemonstrationError(Exception):
    """What is wrong in a file of the demonstration content: file, line, and a sentence for its writer."""

    def __init__(self, path: Path, line: int, message: str):
        super().__init__(f"{path}, line {line}: {message}")


class Entries(dict):
    """A YAML mapping of a file; ``line_of`` says where a key stands."""

    path: Path
    line: int
    lines: dict[str, int]

    @classmethod
    def at(cls, path: Path, line: int, values: dict) -> "Entries":
        """Values that stand at one line of a file."""
        entries = cls(values)
        entries.path, entries.line, entries.lines = path, line, {}
        return entries

    def line_of(self, key: str) -> int:
        """The line of a key, or that of the mapping if it lacks the key."""
        return self.lines.get(key, self.line)

    def error(self, message: str, key: str = "") -> DemonstrationError:
        """The error to raise about a key, or about the mapping as a whole."""
        return DemonstrationError(self.path, self.line_of(key), f"{key}: {message}" if key else message)

    def need(self, key: str):
        """The value of a key that must be there."""
        if key not in self:
            raise self.error(f"“{key}” is missing here.")
        return self[key]

    def words(self, key: str) -> str:
        """The words under a key that must be there."""
        try:
            return text(self.need(key))
        except ValueError as error:
            raise self.error(str(error), key) from error

    def part(self, key: str) -> "Entries":
        """The mapping under a key, empty if there is none."""
        value = self.get(key)
        if value is None:
            value = Entries.at(self.path, self.line_of(key), {})
        if not isinstance(value, Entries):
            raise self.error("write keys and values here.", key)
        return value

    def items_of(self, key: str) -> "Items":
        """The list under a key, empty if there is none."""
        value = self.get(key)
        if value is None:
            value = Items()
            value.path, value.lines = self.path, []
        if not isinstance(value, Items):
            raise self.error("write a list here.", key)
        return value

    def refuse_unknown(self, known) -> None:
        """Stop at the first key that is not in ``known``."""
        for key in self:
            if key not in known:
                raise self.error(f"unknown key. Known here: {', '.join(sorted(known))}.", key)


class Items(list):
    """A YAML list of a file; ``lines`` holds the line of each item."""

    path: Path
    lines: list[int]

    def located(self):
        """Each item with its line."""
        return zip(self, self.lines, strict=True)


class _Loader(yaml.SafeLoader):
    """Plain values only: numbers with a dot, times and yes/no stay the words that were written."""

    yaml_implicit_resolvers = {}
    path: Path

    def construct_yaml_map(self, node):
        entries = Entries.at(self.path, node.start_mark.line + 1, {})
        yield entries
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            if not isinstance(key, str):
                raise ConstructorError(None, None, "a key must be a word", key_node.start_mark)
            if key in entries:
                raise ConstructorError(None, None, f"“{key}” stands here twice", key_node.start_mark)
            entries.lines[key] = key_node.start_mark.line + 1
            entries[key] = self.construct_object(value_node)

    def construct_yaml_seq(self, node):
        items = Items()
        items.path, items.lines = self.path, [child.start_mark.line + 1 for child in node.value]
        yield items
        items.extend(self.construct_object(child) for child in node.value)

    def construct_yaml_str(self, node):
        value = super().construct_yaml_str(node)
        if _NO_TEXT.search(value):
            raise ConstructorError(None, None, "no text can hold the character written here", node.start_mark)
        return value


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"^(?:0|-?[1-9][0-9]*)$", "-0123456789"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("tag:yaml.org,2002:timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
):
    _Loader.add_implicit_resolver(_tag, yaml.resolver.re.compile(_pattern), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_yaml_map)
_Loader.add_constructor("tag:yaml.org,2002:seq", _Loader.construct_yaml_seq)
_Loader.add_constructor("tag:yaml.org,2002:str", _Loader.construct_yaml_str)


def read(path: Path) -> Entries:
    """The mapping in a YAML file. Raises ``DemonstrationError``, also for a file that is missing or not UTF-8."""
    loader = None
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        loader.path = path
        content = loader.get_single_data()
    except OSError as error:
        raise DemonstrationError(path, 1, f"the file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DemonstrationError(path, 1, "the file is not UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DemonstrationError(path, mark.line + 1 if mark else 1, f"not YAML: {error.problem}.") from error
    except (yaml.YAMLError, ValueError) as error:
        line = loader.line + 1 if loader else 1
        raise DemonstrationError(path, line, f"not YAML: {error}.") from error
    finally:
        if loader:
            loader.dispose()
    if not isinstance(content, Entries):
        raise DemonstrationError(path, 1, "the file must begin with keys and values.")
    return content


def written(value: object) -> object:
    """A value as a model field takes it: text without the line end of its block, a date as it was written."""
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else value


def text(value: object) -> str:
    """A value as words; ``ValueError`` for a list or a mapping."""
    if isinstance(value, Entries | Items):
        raise ValueError("write words here, no list and no keys.")
    return value.isoformat() if isinstance(value, date) else str(written(value))
