"""“According to …”: the rest of the sentence is what its object says."""

from flows.parsing.quotes.bounds import trimmed
from flows.parsing.quotes.phrases import noun_phrase
from flows.parsing.quotes.said import Said
from flows.parsing.quotes.syntax import Tree

_FEW_CHARS = 12


def according_to(tree: Tree) -> list[Said]:
    """What is said according to someone in one sentence."""
    found: list[Said] = []
    for i, word in enumerate(tree.words[:-2]):
        if word.lower() != "according" or tree.words[i + 1].lower() != "to":
            continue
        head = next((c for c in tree.children[i + 1] if tree.deps[c] == "pobj"), None)
        if head is None:
            head = next((c for c in tree.children[i] if tree.deps[c] == "pobj"), None)
        if head is None:
            continue
        first, last = noun_phrase(tree, head)
        phrase_end = tree.subtree(head)[-1]
        cue = (tree.starts[i], tree.ends[i + 1])
        speaker = (tree.starts[first], tree.ends[last])
        spans = []
        if i > 1:
            spans.append(trimmed(tree, 0, i - 1))
        if phrase_end < len(tree.words) - 2 and tree.words[phrase_end + 1] == ",":
            spans.append(trimmed(tree, phrase_end + 2, len(tree.words) - 1))
        spans = [span for span in spans if span[1] - span[0] > _FEW_CHARS]
        for start, end in spans:
            said = Said(start, end, "indirect", "according_to", speaker, None, cue, "according to", spans[0][0])
            found.append(said)
    return found
