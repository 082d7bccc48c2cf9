/** Texts to start from. Their tokens are recorded (by scripts/record.mjs), so that they can be shown before the tokenizer is there. */
export const examples: readonly { readonly label: string; readonly text: string }[] = [
  { label: 'A story', text: 'Once upon a time there was a little girl.' },
  { label: 'A rare word', text: 'The little girl was unbelievably happy.' },
  { label: 'Numbers', text: 'In 2026 I ate 1,234 strawberries.' },
  { label: 'A very rare word', text: 'Supercalifragilisticexpialidocious!' },
  { label: 'Emoji', text: 'I like 🍓 and 🍌.' },
  { label: 'Other languages', text: 'Привет, мир. 你好，世界。 مرحبا بالعالم' },
];
