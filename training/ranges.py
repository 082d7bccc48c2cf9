"""Copies of a story that begin elsewhere, or somewhere: so that a model also meets what its readers will type.

Six in ten stories of the corpus open with "Once upon a"; hardly one says where it plays.
"""

import random
import re

SENTENCE_BEGIN = re.compile(r"(?<=[.!?\"\n])[ \n]+(?=[\"A-Z])")
QUESTION = re.compile(r"[^.!?]*\?")
MOST_LEFT_OUT = 0.5
"""Share of a story that a later opening may leave out: what follows must still be a story."""

SETTLEMENT = re.compile(r"\b([Ii]n an? (?:[a-z]+ )?(?:town|village|city|house|farm))\b(?! (?:called|named|near|by|in|on|of|with|at))")
SOMEWHERE = (
    "in Kenya", "in India", "in Peru", "in Norway", "in Ghana", "in Mexico", "in Japan", "in Portugal", "in Nepal", "in Egypt",
    "in Brazil", "in Ireland", "near Lagos", "near Mumbai", "near Lisbon", "near Nairobi", "near Cairo", "near Kyoto", "near Lima", "near Oslo",
    "by the sea", "by a river", "by the lake", "on an island", "on a hill", "near the mountains", "at the edge of the desert", "near the harbour",
)


def begin_elsewhere(story: str, source: random.Random) -> str:
    """The story from one of its later sentences on; every second time from a question, if it has one early enough."""
    ends = (match.end() for match in SENTENCE_BEGIN.finditer(story))
    # Not in the middle of what somebody says.
    begins = [end for end in ends if end <= MOST_LEFT_OUT * len(story) and story.count('"', 0, end) % 2 == 0]
    if not begins:
        return story
    questions = [begin for begin in begins if QUESTION.match(story, begin)]
    return story[source.choice(questions if questions and source.random() < 0.5 else begins) :]


def say_where(story: str, source: random.Random) -> str:
    """The first town, village, city, house or farm of the story that is just "a small town" gets a place."""
    return SETTLEMENT.sub(lambda match: f"{match.group()} {source.choice(SOMEWHERE)}", story, count=1)
