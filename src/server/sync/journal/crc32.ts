let table: Int32Array | undefined;

/** Returns the CRC-32 of an ASCII text. Give the checksum of the text before it to chain them. */
export function crc32(text: string, before = 0): number {
  table ??= createTable();
  let crc = ~before;
  for (let index = 0; index < text.length; index += 1)
    crc = (crc >>> 8) ^ (table[(crc ^ text.charCodeAt(index)) & 0xff] as number);
  return ~crc >>> 0;
}

function createTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
}
