import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// What stands beside a model is read with tolerance: a figure that is not there, or is no number, was not measured.

const number = z.number().optional().catch(undefined);
const curve = z.array(z.number()).min(2).optional().catch(undefined);
const nothing = undefined;

const mode = z
  .object({ mean: number, low: number, high: number, byBar: curve, exactBars: number })
  .optional()
  .catch(nothing);
const path = z.object({ monotonicity: number, worstCostRatio: number }).optional().catch(nothing);

const evaluationSchema = z.object({
  model: z.object({ hash: z.string() }),
  corpus: z.object({ file: z.string() }).optional().catch(nothing),
  quick: z.boolean().optional().catch(nothing),
  command: z.string().optional().catch(nothing),
  reconstruction: z
    .object({
      windows: number,
      families: number,
      teacherForced: mode,
      sampled: mode,
      greedy: mode,
      klBits: number,
    })
    .optional()
    .catch(nothing),
  baselines: z
    .object({ allHold: z.object({ mean: number }).optional().catch(nothing), mixing: path })
    .optional()
    .catch(nothing),
  interpolation: path,
  samples: z
    .object({
      memorised: number,
      degenerate: number,
      overlappingArea: number,
      overlappingAreaCeiling: number,
    })
    .optional()
    .catch(nothing),
  knobs: z
    .record(z.string(), z.object({ spearman: number }).catch({}))
    .optional()
    .catch(nothing),
});

/** What `npm run evaluate` measured of a model. */
export type Evaluation = z.output<typeof evaluationSchema>;

const collapseSchema = z.object({
  runs: z
    .array(
      z.object({
        label: z.string(),
        freeBits: number,
        beta: number,
        points: z.array(z.object({ step: z.number(), klBits: z.number(), teacherForced: number })).min(2),
      }),
    )
    .min(1),
});

/** Training runs that show posterior collapse, and how free bits prevent it. */
export type Collapse = z.output<typeof collapseSchema>;

/**
 * The evaluation of these very weights.
 * @param hash the model's, or its first digits
 * @returns undefined where there is none, or one of other weights
 */
export function readEvaluation(text: string | undefined, hash: string): Evaluation | undefined {
  const parsed = evaluationSchema.safeParse(parse(text));
  if (!parsed.success || hash === '') return undefined;
  const measured = parsed.data.model.hash;
  const same = measured !== '' && (measured.startsWith(hash) || hash.startsWith(measured));
  return same ? parsed.data : undefined;
}

/** The runs of a `collapse.json`; undefined where there is none that can be read. */
export function readCollapse(text: string | undefined): Collapse | undefined {
  return collapseSchema.safeParse(parse(text)).data;
}

/** A file beside a model's weights as text; undefined where there is none. */
export async function besideModel(
  folder: string | URL,
  model: string,
  file: string,
): Promise<string | undefined> {
  const models = typeof folder === 'string' ? folder : fileURLToPath(folder);
  return readFile(join(models, model, file), 'utf8').catch(() => undefined);
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
