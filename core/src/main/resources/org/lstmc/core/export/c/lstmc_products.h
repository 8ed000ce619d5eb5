/*
 * Rows of a matrix times a vector, dense, sparse, and for a unit vector (docs/arithmetic.md,
 * section 4). Rows are added to accumulators; nothing is rounded.
 */
#ifndef LSTMC_PRODUCTS_H
#define LSTMC_PRODUCTS_H

#include "lstmc_fixed.h"

/* What a matrix meets: raw integers, or their spectrum, or a unit vector that is `one` at `hot`. */
typedef struct {
    const lstmc_word *x;
    uint32_t hot;
    int32_t one;
} lstmc_operand;

/* Slot of a matrix that takes no part in a sum. */
#define LSTMC_NO_SLOT 255

/* One evaluation of a row sum: operands, accumulators of rows `first` on, room for a transform. */
typedef struct {
    lstmc_operand operands[2];
    lstmc_sums sums;
    uint32_t first;
    lstmc_word *block;
    lstmc_sums bins;
} lstmc_job;

struct lstmc_part;
struct lstmc_circulant;

/* Adds a part's products of rows from <= row < to. */
typedef void lstmc_product(const struct lstmc_part *p, const lstmc_job *job, uint32_t from, uint32_t to);

/* One summand of a row sum: a matrix, or block-circulant matrices that are transformed back together. */
typedef struct lstmc_part {
    lstmc_product *add;
    const void *weights;                     /* row by row; of a sparse matrix the kept ones */
    const void *columns;                     /* sparse: the column of each */
    const uint32_t *starts;                  /* sparse: first weight of each row; NULL if balanced */
    const struct lstmc_circulant *circulant; /* block-circulant: all of it */
    uint32_t cols;                           /* weights of a row, unless `starts` says otherwise */
    uint8_t slots[2];                        /* which operand is met (by each block-circulant matrix) */
    uint8_t shift;                           /* left, into the accumulator */
} lstmc_part;

/* Rows from to before to, and what they add up. */
typedef struct {
    const lstmc_part *parts;
    uint32_t from, to;
    uint8_t count;
} lstmc_row_sum;

static inline void lstmc_add_rows(const lstmc_row_sum *sum, const lstmc_job *job)
{
    uint8_t i;
    for (i = 0; i < sum->count; i++) {
        const lstmc_part *p = &sum->parts[i];
        p->add(p, job, sum->from, sum->to);
    }
}

/* Products modulo 2^32, of numbers that int32_t can multiply and of any; and modulo 2^64. */
#define LSTMC_MUL_SHORT(w, x) ((uint32_t)((int32_t)(w) * (int32_t)(x)))
#define LSTMC_MUL_32(w, x) ((uint32_t)(w) * (uint32_t)(x))
#define LSTMC_MUL_64(w, x) ((uint64_t)((int64_t)(w) * (int64_t)(x)))
#if LSTMC_WORD_BITS == 16
#define LSTMC_MUL_WORD LSTMC_MUL_SHORT
#else
#define LSTMC_MUL_WORD LSTMC_MUL_32
#endif

/* lstmc_dense_s8_32: weights of 8 bits, sums modulo 2^32; likewise the others. */
#define LSTMC_DENSE(name, weight_t, sum_t, member, mul, left)                                          \
    static inline void lstmc_dense_##name(const lstmc_part *p, const lstmc_job *job, uint32_t from,    \
                                          uint32_t to)                                                 \
    {                                                                                                  \
        const lstmc_word *x = job->operands[p->slots[0]].x;                                            \
        const uint32_t cols = p->cols;                                                                 \
        const weight_t *w = (const weight_t *)p->weights + (size_t)from * cols;                        \
        uint32_t row, c;                                                                               \
        for (row = from; row < to; row++, w += cols) {                                                 \
            sum_t sum = 0;                                                                             \
            for (c = 0; c < cols; c++) {                                                               \
                sum += mul(w[c], x[c]);                                                                \
            }                                                                                          \
            job->sums.member[row - job->first] += left(sum, p->shift);                                 \
        }                                                                                              \
    }                                                                                                  \
    /* The vector is `one` at one place and 0 elsewhere: a column. */                                  \
    static inline void lstmc_dense_hot_##name(const lstmc_part *p, const lstmc_job *job,               \
                                              uint32_t from, uint32_t to)                              \
    {                                                                                                  \
        const lstmc_operand *x = &job->operands[p->slots[0]];                                          \
        const weight_t *w = (const weight_t *)p->weights + (size_t)from * p->cols + x->hot;            \
        uint32_t row;                                                                                  \
        for (row = from; row < to; row++, w += p->cols) {                                              \
            job->sums.member[row - job->first] += left(mul(*w, x->one), p->shift);                     \
        }                                                                                              \
    }

LSTMC_DENSE(s8_32, int8_t, uint32_t, narrow, LSTMC_MUL_WORD, lstmc_left32)
LSTMC_DENSE(s16_32, int16_t, uint32_t, narrow, LSTMC_MUL_WORD, lstmc_left32)
LSTMC_DENSE(s32_32, int32_t, uint32_t, narrow, LSTMC_MUL_32, lstmc_left32)
LSTMC_DENSE(s8_64, int8_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)
LSTMC_DENSE(s16_64, int16_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)
LSTMC_DENSE(s32_64, int32_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)

/* lstmc_sparse_s8_c16_32: weights of 8 bits, columns of 16, sums modulo 2^32; likewise the others. */
#define LSTMC_SPARSE(name, weight_t, column_t, sum_t, member, mul, left)                               \
    static inline void lstmc_sparse_##name(const lstmc_part *p, const lstmc_job *job, uint32_t from,   \
                                           uint32_t to)                                                \
    {                                                                                                  \
        const lstmc_word *x = job->operands[p->slots[0]].x;                                            \
        const weight_t *weights = (const weight_t *)p->weights;                                        \
        const column_t *columns = (const column_t *)p->columns;                                        \
        uint32_t at = p->starts != NULL ? p->starts[from] : from * p->cols;                            \
        uint32_t row;                                                                                  \
        for (row = from; row < to; row++) {                                                            \
            const uint32_t end = p->starts != NULL ? p->starts[row + 1] : at + p->cols;                \
            sum_t sum = 0;                                                                             \
            for (; at < end; at++) {                                                                   \
                sum += mul(weights[at], x[columns[at]]);                                               \
            }                                                                                          \
            job->sums.member[row - job->first] += left(sum, p->shift);                                 \
        }                                                                                              \
    }                                                                                                  \
    static inline void lstmc_sparse_hot_##name(const lstmc_part *p, const lstmc_job *job,              \
                                               uint32_t from, uint32_t to)                             \
    {                                                                                                  \
        const lstmc_operand *x = &job->operands[p->slots[0]];                                          \
        const weight_t *weights = (const weight_t *)p->weights;                                        \
        const column_t *columns = (const column_t *)p->columns;                                        \
        uint32_t at = p->starts != NULL ? p->starts[from] : from * p->cols;                            \
        uint32_t row;                                                                                  \
        for (row = from; row < to; row++) {                                                            \
            const uint32_t end = p->starts != NULL ? p->starts[row + 1] : at + p->cols;                \
            for (; at < end; at++) {                                                                   \
                if (columns[at] == x->hot) {                                                           \
                    job->sums.member[row - job->first] += left(mul(weights[at], x->one), p->shift);    \
                }                                                                                      \
            }                                                                                          \
        }                                                                                              \
    }

#define LSTMC_SPARSE_COLUMNS(columns, column_t)                                                        \
    LSTMC_SPARSE(s8_##columns##_32, int8_t, column_t, uint32_t, narrow, LSTMC_MUL_WORD, lstmc_left32)  \
    LSTMC_SPARSE(s16_##columns##_32, int16_t, column_t, uint32_t, narrow, LSTMC_MUL_WORD, lstmc_left32) \
    LSTMC_SPARSE(s32_##columns##_32, int32_t, column_t, uint32_t, narrow, LSTMC_MUL_32, lstmc_left32)  \
    LSTMC_SPARSE(s8_##columns##_64, int8_t, column_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)      \
    LSTMC_SPARSE(s16_##columns##_64, int16_t, column_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)    \
    LSTMC_SPARSE(s32_##columns##_64, int32_t, column_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)

LSTMC_SPARSE_COLUMNS(c8, uint8_t)
LSTMC_SPARSE_COLUMNS(c16, uint16_t)
LSTMC_SPARSE_COLUMNS(c32, uint32_t)

#endif
