import { describe, expect, it } from 'vitest';
import { zipSync } from 'fflate';
import { folderName, unzipFiles, zipModel } from './model-zip';
import { mostModelBytes, type PickedFile, readPickedFiles } from './picked-files';

const bytes = (text: string) => new TextEncoder().encode(text);
const files = new Map([
  ['config.json', bytes('{"a":1}')],
  ['tokenizer.json', bytes('{"b":2}')],
  ['tokenizer_config.json', bytes('{"c":3}')],
  ['model.safetensors', bytes('weights of a model')],
]);
const picked = (name: string, content: Uint8Array<ArrayBuffer> = bytes('x')): PickedFile => new File([content], name);
const folder = () => [...files].map(([name, content]) => picked(name, content));
const refusal = (chosen: readonly PickedFile[]) => readPickedFiles(chosen).then(() => Promise.reject(new Error('it was taken')), (thrown: unknown) => thrown);

describe('files that a reader chose', () => {
  it('are a model as a zip that was downloaded here, called as it was', async () => {
    const model = await readPickedFiles([picked('download (3).zip', zipModel('anna', files))]);
    expect(model.name).toBe('anna');
    expect(model.files).toEqual(files);
    for (const content of model.files.values()) expect(content.buffer.byteLength).toBe(content.length);
  });

  it('are a model as a zip that another program has packed, compressed, with no folder and a Mac’s shadows', async () => {
    const packed = zipSync({ ...Object.fromEntries(files), '__MACOSX/._config.json': bytes('shadow'), 'notes.txt': bytes('mine') }, { level: 9 }) as Uint8Array<ArrayBuffer>;
    const model = await readPickedFiles([picked('mine.zip', packed)]);
    expect(model.name).toBe('mine');
    expect(model.files).toEqual(files);
  });

  it('are a model as the three files that it cannot do without', async () => {
    const model = await readPickedFiles([...folder().filter(({ name }) => name !== 'tokenizer_config.json'), picked('photo.png')]);
    expect([...model.files.keys()].toSorted()).toEqual([...files.keys()].toSorted());
    expect(new TextDecoder().decode(model.files.get('tokenizer_config.json'))).toBe('{}');
  });

  it.each([
    ['nothing', [], 'file-missing', 'No file was chosen'],
    ['a zip that is none', [picked('a.zip', bytes('not a zip at all'))], 'file-malformed', 'cannot be unpacked'],
    ['a zip that was cut off', [picked('a.zip', zipModel('anna', files).slice(0, -40))], 'file-malformed', 'cannot be unpacked'],
    ['a zip of something else', [picked('a.zip', zipModel('holiday', new Map([['photo.png', bytes('sun')]])))], 'file-missing', 'config.json, tokenizer.json and model.safetensors'],
    ['two zips', [picked('a.zip'), picked('b.zip')], 'file-malformed', 'together'],
    ['a zip with two models', [picked('a.zip', zipSync({ 'one/config.json': bytes('{}'), 'two/config.json': bytes('{}') }) as Uint8Array<ArrayBuffer>)], 'file-malformed', 'one, two'],
    ['half of the files', folder().slice(0, 2), 'file-missing', 'There is no model.safetensors'],
    ['a llama.cpp file', [picked('tiny.Q4_K_M.gguf')], 'file-missing', 'llama.cpp'],
    ['a pickle', [...folder().slice(0, 2), picked('pytorch_model.bin')], 'file-missing', 'pickled'],
    ['parts of a large model', [...folder().slice(0, 2), picked('model-00001-of-00004.safetensors')], 'file-missing', 'several parts'],
    ['two files of one name', [...folder(), picked('config.json')], 'file-malformed', 'the same name'],
  ] as const)('are refused with words where they are %s', async (_, chosen, code, words) => {
    expect(await refusal(chosen)).toMatchObject({ code, message: expect.stringContaining(words) as string, remedy: expect.stringMatching(/^(Choose|Download)/) as string });
  });

  it('are refused where they are too large, before a byte is read', async () => {
    const unread = (name: string, size: number): PickedFile => ({ name, size, arrayBuffer: () => Promise.reject(new Error('it was read')) });
    expect(await refusal([unread('a.zip', mostModelBytes + 1)])).toMatchObject({ code: 'model-too-large', details: { limit: mostModelBytes } });
    expect(await refusal([...['config.json', 'tokenizer.json'].map((name) => unread(name, 1)), unread('model.safetensors', mostModelBytes)])).toMatchObject({ code: 'model-too-large' });
  });
});

describe('a zip', () => {
  it('is the same for the same folder', () => {
    expect(zipModel('anna', files)).toEqual(zipModel('anna', files));
  });

  it.each([
    ['anna', 'anna'],
    ['../anna/otto: "best"?', '-anna-otto- -best-'],
    ['ש 😀 n.1 ', 'ש 😀 n.1'],
    ['. .', 'model'],
  ])('calls its folder what every system allows: %s', (name, folder) => {
    expect(folderName(name)).toBe(folder);
    expect([...unzipFiles(zipModel(name, files), () => true).keys()][0]).toBe(`${folder}/config.json`);
  });

  it('is unpacked only as far as it is wanted, and a refusal is the reader’s', () => {
    const seen: string[] = [];
    const found = unzipFiles(zipModel('anna', files), ({ path, bytes: size }) => seen.push(`${path} ${size}`) > 0 && path.endsWith('config.json'));
    expect([...found.keys()]).toEqual(['anna/config.json', 'anna/tokenizer_config.json']);
    expect(seen[0]).toBe('anna/config.json 7');
  });
});
