"""Whether a text is English, by the small words that every language has of its own."""

from typing import Final

from ai_ops.prose.lexicon import words
from ai_ops.prose.sentences import Sentence

ENGLISH: Final = words("""
    a about above across after again against all along also although among an and another any are around as at be
    because been before behind being below beside best between both but by can could did do does down during each
    either else every few first for from had has have here how however if in into is it its itself just last less
    like many may might more most much must near neither never new next no nor not nothing now of off often on once
    one only onto or other others otherwise out over own per perhaps rather same several shall should since so some
    soon still such than that the their them then there these they this those though through throughout thus to
    together too toward towards twice two under until up upon usual usually very was well were what when where
    whereas whether which while who whose why will with within without would yet you your
""")
FOREIGN: Final = words("""
    der das dem des ein eine einen einem einer eines und oder ist sind waren wird werden nicht auch auf aus bei bis
    für mit nach seit über unter vom von vor wie wo zu zum zur im ins sich er sie wir ihr hat haben noch nur le les
    un une du au aux et ou est sont était dans sur pour avec sans moins très ce cette ces ses leur qui que dont où
    pas se sa il elle ils elles depuis entre vers chez mais donc una unos unas pero son fue era en con sin por para
    como más menos muy este esta estos estas su sus lo desde hasta hacia cuando donde porque también gli della dello
    degli delle nel nella nei sul sulla di da ed ma sono più meno molto questo questa questi che chi quando dove
    perché anche dal dalla uno hanno uma uns os dos na nos nas ao às com sem muito isto onde também são foi pelo het
    een dat voor met op aan bij naar uit ook niet zijn werd wordt door maar als nog och att det som på av för med
    till är var från inte eller har hade om så efter się nie jest są oraz dla od po przez jak ale
""")
"""Small words of German, French, Spanish, Italian, Portuguese, Dutch, Swedish and Polish that English lacks."""
FEWEST: Final = 6
LEAST: Final = 1 / 9
ACCENTED: Final = 2


def words_of(sentence: Sentence) -> list[str]:
    """Return the words of a sentence, without references and signs."""
    return [token.word for token in sentence.tokens if token.word[:1].isalpha()]


def is_english(words: list[str]) -> bool:
    """Return whether words are English: more of its small words than of another language's, and in a long text some."""
    english = sum(any(part in ENGLISH for part in word.split("-")) for word in words)
    foreign = sum(word in FOREIGN for word in words)
    accented = sum(not word.isascii() and "'" not in word for word in words)
    if foreign > english or accented > ACCENTED + english:
        return False
    return len(words) < FEWEST or english >= LEAST * len(words)
