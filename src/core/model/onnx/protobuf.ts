/**
 * An encoded stretch of a protobuf message. The bytes stay in parts so that weights are copied once, at the end,
 * however deep the graph that holds them.
 */
export interface Piece {
  readonly size: number;
  readonly parts: readonly Uint8Array[];
}

const text = new TextEncoder();

/** A varint field. @param value non-negative */
export function varintField(field: number, value: number): Piece {
  return ofBytes([...varint(field * 8), ...varint(value)]);
}

/** A length-delimited field: a string, bytes or a nested message. */
export function bytesField(field: number, content: string | Uint8Array | Piece): Piece {
  const inner = typeof content === 'string' ? ofBytes(text.encode(content)) : asPiece(content);
  return join([ofBytes([...varint(field * 8 + 2), ...varint(inner.size)]), inner]);
}

/** Fields one after another. */
export function join(pieces: readonly Piece[]): Piece {
  const size = pieces.reduce((sum, piece) => sum + piece.size, 0);
  return { size, parts: pieces.flatMap(({ parts }) => parts) };
}

/** The whole message in one block. */
export function toBytes({ size, parts }: Piece): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function asPiece(content: Uint8Array | Piece): Piece {
  return content instanceof Uint8Array ? { size: content.length, parts: [content] } : content;
}

function ofBytes(bytes: Uint8Array | readonly number[]): Piece {
  const part = bytes instanceof Uint8Array ? bytes : Uint8Array.from(bytes);
  return { size: part.length, parts: [part] };
}

/** Seven bits a byte, lowest first; division instead of shifts because sizes may pass 32 bits. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
