/** A Parquet file as another program reads it. */
import { readFileSync } from 'node:fs';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

export async function readParquet(path: string) {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = await parquetMetadataAsync(file);
  return {
    rows: await parquetReadObjects({ file }),
    /** Name and type of each column. */
    columns: metadata.schema.slice(1).map(({ name, type }) => [name, type] as const),
    groups: metadata.row_groups.map(({ num_rows }) => Number(num_rows)),
  };
}
