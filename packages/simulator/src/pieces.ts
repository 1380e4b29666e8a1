/** A text in deltas of `length` code points; surrogate pairs stay whole. An empty text has none. */
export function pieces(text: string, length = 8): string[] {
  if (!Number.isInteger(length) || length < 1)
    throw new RangeError(`A piece is at least one character long; got ${length}.`);
  const points = [...text];
  const cut: string[] = [];
  for (let at = 0; at < points.length; at += length) cut.push(points.slice(at, at + length).join(""));
  return cut;
}
