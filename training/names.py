"""First names swapped within a story, consistently: many stories from one, and no name that only ever does one thing.

A replacement is drawn by how often the corpus uses it, so that the text keeps its own mixture of names, and now and then
from a wider list, so that the model also meets names from elsewhere.
"""

import random
import re
from collections import Counter

GIRLS = (
    "Lily Lucy Sue Mia Anna Sara Sarah Emma Jane Amy Mary Ella Molly Bella Lisa Zoe Sally Sophie Kate Jill Ruby Mandy Jenny "
    "Susie Lila Tina Nina Lola Emily Annie Katie Maya Lizzy Lulu Nancy Polly Julie Betty Penny Ava Kelly Jessica Olivia Rosie "
    "Sandy Becky Dora Alice Chloe Abby Maggie Millie Hannah Cindy Tara Ellie Amelia Claire Sophia Clara Linda Susan Leah "
    "Janet Isabella Elsie Laura Maria Lena Kim Katy Samantha Jen Rachel Suzy Milly Tilly Holly"
).split()
BOYS = (
    "Tim Ben Timmy Tom Max Sam Jack Billy Bob Tommy Joe Mike John Bobby Jimmy Johnny Jim Mark Leo Dan Danny Alex Peter Fred "
    "Charlie David Andy Jake Nick Jacob Benny Joey Mikey Adam Luke Harry Jason Paul George Henry Oliver Steve Jerry Robert "
    "James Toby Simon Kevin Matt Daniel Michael Ryan Ted Ethan Oscar Eric Tony Josh Sammy Freddy Noah Lucas Roger Thomas "
    "Tyler Bill Anthony Greg Harold Richard Alan Carl Dave"
).split()
WIDE_GIRLS = (
    "Aisha Amina Ananya Asha Chika Deepa Elif Fatima Ines Ingrid Kavya Keiko Laila Leila Lin Meera Mei Nadia Ngozi Noor Priya "
    "Rania Sakura Sita Yara Zainab Zuri Thandi Wanjiku Freya Greta Marta Paloma Salma Tala"
).split()
WIDE_BOYS = (
    "Ahmed Amir Arjun Baraka Chidi Diego Emeka Farid Hassan Ivan Jomo Juma Kenji Kofi Kwame Mateo Mohan Musa Omar Pablo Rafael "
    "Rahul Ravi Samir Sipho Tariq Themba Yusuf Anders Bruno Emil Hugo Jonas Kamau Li"
).split()
GENDERS = ((tuple(GIRLS), tuple(WIDE_GIRLS)), (tuple(BOYS), tuple(WIDE_BOYS)))
KNOWN = {name: gender for gender, (usual, wide) in enumerate(GENDERS) for name in (*usual, *wide)}
WORD = re.compile(r"\b(" + "|".join(sorted(KNOWN, key=len, reverse=True)) + r")\b")


class NameSwaps:
    """`swap(story, source)`: one copy of a story; `source` is the only randomness."""

    def __init__(self, stories: list[str], kept: float, wide: float):
        self.kept = kept
        self.wide = wide
        counts = Counter(name for story in stories for name in set(WORD.findall(story)))
        self.usual = [
            (names, [counts[name] for name in names]) for names, _ in GENDERS
        ]

    def swap(self, story: str, source: random.Random) -> str:
        found = list(dict.fromkeys(WORD.findall(story)))
        if not found or source.random() < self.kept:
            return story
        taken = set(found)
        new_names = {}
        for name in found:
            new_names[name] = self._draw(KNOWN[name], taken, source)
            taken.add(new_names[name])
        return WORD.sub(lambda match: new_names[match.group()], story)

    def _draw(self, gender: int, taken: set[str], source: random.Random) -> str:
        while True:
            if source.random() < self.wide:
                name = source.choice(GENDERS[gender][1])
            else:
                name = source.choices(*self.usual[gender])[0]
            if name not in taken:
                return name
