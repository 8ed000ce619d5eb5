/* sigmoid and tanh as stored integers (docs/arithmetic.md, section 5). */
#ifndef LSTMC_FUNCTIONS_H
#define LSTMC_FUNCTIONS_H

#include "lstmc_fixed.h"

struct lstmc_function;
typedef int32_t lstmc_apply(const struct lstmc_function *f, int32_t raw);

/* A table of values, or lines over equal segments of [-bound, bound). */
typedef struct lstmc_function {
    lstmc_apply *apply;
    const void *contents; /* values; or start, slope and intercept of each segment */
    int64_t bound;        /* lines: inputs are held in [-bound, bound) */
    int32_t size;         /* entries, or segments */
    uint8_t shift;        /* table: right, from an input to its entry */
    uint8_t log2;         /* lines: 2 * bound = 2^log2; 0 where it is no power of two */
    uint8_t slope_up;     /* lines: left shifts into the sum */
    uint8_t intercept_up;
    lstmc_to to;          /* lines: from the sum into the output */
} lstmc_function;

#define LSTMC_TABLE(name, value_t)                                                                     \
    static inline int32_t lstmc_table_##name(const lstmc_function *f, int32_t raw)                     \
    {                                                                                                  \
        const int32_t half = f->size / 2;                                                              \
        const int32_t k = lstmc_floor32(raw, f->shift);                                                \
        return ((const value_t *)f->contents)[half + (k < -half ? -half : k >= half ? half - 1 : k)];  \
    }

LSTMC_TABLE(s8, int8_t)
LSTMC_TABLE(s16, int16_t)
LSTMC_TABLE(s32, int32_t)

/* These round halves up and saturate, whatever the modes of the model. */
#define LSTMC_LINES(name, value_t)                                                                     \
    static inline int32_t lstmc_lines_##name(const lstmc_function *f, int32_t raw)                     \
    {                                                                                                  \
        const int64_t x = raw < -f->bound ? -f->bound : raw >= f->bound ? f->bound - 1 : raw;          \
        const int64_t scaled = (x + f->bound) * f->size;                                               \
        const int64_t k = f->log2 != 0 ? scaled >> f->log2 : scaled / (2 * f->bound);                  \
        const value_t *line = (const value_t *)f->contents + 3 * k;                                    \
        const int64_t sum = lstmc_left(line[1] * (x - line[0]), f->slope_up)                           \
                            + lstmc_left(line[2], f->intercept_up);                                    \
        const int64_t y = f->to.drop > 0 ? lstmc_half_up(sum, (uint32_t)f->to.drop) : sum;             \
        return lstmc_saturate(y, f->to.bits);                                                          \
    }

LSTMC_LINES(s32, int32_t)
LSTMC_LINES(s64, int64_t)

#endif
