/**
 * The block of memory a lowered kernel reads its arguments from. Bytes, from the block's start:
 *   0 neighbour table, 4 site list (list loops only), 8 lane masks, 12 site indices, then one i32 address per field,
 *   then 8 bytes each: integer parameters, real parameters, constants.
 */
export const CONTEXT = { neighbours: 0, list: 4, masks: 8, siteIndex: 12, fields: 16 } as const;

export interface ContextLayout {
  readonly uparams: number;
  readonly params: number;
  readonly constants: number;
  readonly bytes: number;
}

export const contextLayout = (
  fields: number,
  uparams: number,
  params: number,
  constants: number,
): ContextLayout => {
  const start = Math.ceil((CONTEXT.fields + 4 * fields) / 8) * 8;
  return {
    uparams: start,
    params: start + 8 * uparams,
    constants: start + 8 * (uparams + params),
    bytes: start + 8 * (uparams + params + constants),
  };
};
