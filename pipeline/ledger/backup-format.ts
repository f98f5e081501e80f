import { z } from 'zod';

/**
 * A backup's lines: the head; for each table one that names it and its columns, then its rows, each an array of texts; the
 * end, without which it is cut.
 */
export const backupFormat = 'sevenllm-ledger-1';

export const backupHeadSchema = z.object({
  format: z.literal(backupFormat),
  /** Version of the program that wrote it. */
  program: z.string(),
  createdAt: z.string(),
  /** What the schema had been through. */
  migrations: z.array(z.object({ name: z.string(), timestamp: z.string() })),
});
export type BackupHead = z.infer<typeof backupHeadSchema>;

export const backupTableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });

export const backupEndSchema = z.object({
  /** Rows of each table, and SHA-256 of their lines. */
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
});
export type BackupEnd = z.infer<typeof backupEndSchema>;
