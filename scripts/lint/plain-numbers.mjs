/**
 * Numbers that a lesson says and that are no figures: parts of an example, arithmetic that a reader can follow, conventions. By the lesson's
 * slug, as they stand in its source, each with the reason. What is measured, counted, recorded or published does not belong here: that is a `<Fact>`.
 * @type {Readonly<Record<string, readonly { text: string, why: string }[]>>}
 */
export const plainNumbers = {
  'what-happens': [
    { text: '`Once` 412 · `␣upon` 426 · `␣a` 259 · `␣time` 388 · `␣there` 392 · `␣was` 281 · `␣a` 259 · `␣little` 380 · `␣girl` 449 · `.` 14', why: 'the ids of tokens' },
    { text: 'The two *a*s are the same piece, 259,', why: 'the id of a token' },
    { text: '412, 426, 259 and so on', why: 'the ids of tokens' },
    { text: 'One more number, 0, goes in front', why: 'the id of the begin token' },
    { text: 'bytes, and 256 of the pieces are just that', why: 'how many values a byte has' },
    { text: 'ours receives 347, 1007, 873, 435', why: 'the ids of tokens' },
    { text: '2.718…', why: 'the number e' },
    { text: 'Add 5 to all of them', why: 'any number would do' },
    { text: 'from 0 to 1', why: 'where probabilities lie' },
    { text: 'between 0 and 1', why: 'where a coin falls' },
    { text: 'below 1 the favourites', why: 'a setting of the temperature' },
    { text: 'above 1 the field', why: 'a setting of the temperature' },
    { text: 'and at 0 the coin', why: 'a setting of the temperature' },
    { text: 'A text of 100 words', why: 'the example of a question' },
    { text: '100, one for each word', why: 'an answer to choose from' },
    { text: 'more than 100 in English', why: 'an answer to choose from' },
    { text: 'About 500, one for each letter', why: 'an answer to choose from, and wrong' },
  ],
};
