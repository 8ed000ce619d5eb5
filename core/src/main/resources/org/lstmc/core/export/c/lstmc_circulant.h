/*
 * Block-circulant products (docs/arithmetic.md, section 10): the vector's blocks are transformed once a
 * step, multiplied with the stored spectra bin by bin, summed, and transformed back once a block row.
 *
 * A spectrum of k real numbers is k words: the real parts of bins 0 to k/2 at 0 to k/2, the imaginary
 * part of bin j at k - j.
 */
#ifndef LSTMC_CIRCULANT_H
#define LSTMC_CIRCULANT_H

#include "lstmc_products.h"

#if LSTMC_TWIDDLE_BITS == 16
typedef int16_t lstmc_twiddle;
#elif LSTMC_TWIDDLE_BITS == 32
typedef int32_t lstmc_twiddle;
#else
#error "LSTMC_TWIDDLE_BITS is 16 or 32; the model's .c file sets it"
#endif

/* Holds any exact word of a transform before it is rounded. */
#if LSTMC_TRANSFORM_BITS == 32
typedef int32_t lstmc_exact;
#define LSTMC_ROUND_EXACT lstmc_round32
#elif LSTMC_TRANSFORM_BITS == 64
typedef int64_t lstmc_exact;
#define LSTMC_ROUND_EXACT lstmc_round64
#else
#error "LSTMC_TRANSFORM_BITS is 32 or 64; the model's .c file sets it"
#endif

/* A transform of k points; its first or last `halvings` stages halve. */
typedef struct {
    const lstmc_twiddle *cosine; /* of 2 pi m / k, m from 0 to k/4 */
    const lstmc_twiddle *sine;
    uint32_t points;
    uint8_t halvings;
    uint8_t word_bits;
    uint8_t twiddle_fraction;
} lstmc_fft;

/* The blocks of a vector into spectra: how its integers become words, and the transform. */
typedef struct {
    const lstmc_fft *fft;
    uint32_t blocks;
    lstmc_to to;
} lstmc_spectrum;

/* Counts 0, 1, 2, ... with the binary digits from behind; `half` is k/2. */
static inline uint32_t lstmc_next_reversed(uint32_t i, uint32_t half)
{
    while ((i & half) != 0) {
        i ^= half;
        half >>= 1;
    }
    return i | half;
}

static inline lstmc_word lstmc_put(const lstmc_fft *f, lstmc_exact a, uint32_t drop)
{
    return (lstmc_word)lstmc_fit(LSTMC_ROUND_EXACT(a, drop), f->word_bits);
}

/* Whether the stage between n/2 and n points halves: 1 or 0. */
static inline uint32_t lstmc_halves(const lstmc_fft *f, uint32_t n)
{
    return f->points / n < (uint32_t)1 << f->halvings;
}

/* Sum and difference of two words, in place. */
static inline void lstmc_pair(const lstmc_fft *f, lstmc_word *a, lstmc_word *b, uint32_t halve)
{
    const lstmc_exact x = *a;
    const lstmc_exact y = *b;
    *a = lstmc_put(f, x + y, halve);
    *b = lstmc_put(f, x - y, halve);
}

/* Joins the spectra of n/2 even and n/2 odd points. */
static inline void lstmc_join(const lstmc_fft *f, lstmc_word *z, uint32_t n)
{
    const uint32_t h = n / 2, q = n / 4, stride = f->points / n, halve = lstmc_halves(f, n);
    const uint32_t drop = f->twiddle_fraction + halve;
    const lstmc_exact one = (lstmc_exact)1 << f->twiddle_fraction;
    uint32_t j;
    lstmc_pair(f, &z[0], &z[h], halve);
    for (j = 1; j < q; j++) {
        const lstmc_exact c = f->cosine[j * stride], s = f->sine[j * stride];
        const lstmc_exact er = z[j] * one, ei = z[h - j] * one;
        const lstmc_exact re = z[h + j], im = z[n - j];
        const lstmc_exact pr = c * re + s * im, pi = c * im - s * re;
        z[j] = lstmc_put(f, er + pr, drop);
        z[n - j] = lstmc_put(f, ei + pi, drop);
        z[h - j] = lstmc_put(f, er - pr, drop);
        z[h + j] = lstmc_put(f, pi - ei, drop);
    }
    if (n >= 4) {
        z[q] = lstmc_put(f, z[q], halve);
        z[h + q] = lstmc_put(f, -(lstmc_exact)z[h + q], halve);
    }
}

/* Parts a spectrum of n points into those of its even and odd points. */
static inline void lstmc_split(const lstmc_fft *f, lstmc_word *z, uint32_t n)
{
    const uint32_t h = n / 2, q = n / 4, stride = f->points / n, halve = lstmc_halves(f, n);
    const uint32_t drop = f->twiddle_fraction + halve;
    uint32_t j;
    lstmc_pair(f, &z[0], &z[h], halve);
    for (j = 1; j < q; j++) {
        const lstmc_exact c = f->cosine[j * stride], s = f->sine[j * stride];
        const lstmc_exact xr = z[j], xi = z[n - j], yr = z[h - j], yi = z[h + j];
        const lstmc_exact dr = xr - yr, di = xi + yi;
        z[j] = lstmc_put(f, xr + yr, halve);
        z[h - j] = lstmc_put(f, xi - yi, halve);
        z[h + j] = lstmc_put(f, c * dr - s * di, drop);
        z[n - j] = lstmc_put(f, c * di + s * dr, drop);
    }
    if (n >= 4) {
        z[q] = lstmc_put(f, (lstmc_exact)2 * z[q], halve);
        z[h + q] = lstmc_put(f, (lstmc_exact)-2 * z[h + q], halve);
    }
}

/* Spectra of all blocks of a vector of n integers, filled up with zeros, into z. */
static inline void lstmc_transform(const lstmc_spectrum *s, const lstmc_word *x, uint32_t n, lstmc_word *z)
{
    const lstmc_fft *f = s->fft;
    const uint32_t k = f->points;
    uint32_t b, i, m, at;
    for (b = 0; b < s->blocks; b++, z += k) {
        for (i = 0, at = 0; i < k; i++, at = lstmc_next_reversed(at, k / 2)) {
            const uint32_t from = b * k + i;
            z[at] = (lstmc_word)(from < n ? lstmc_convert(x[from], s->to) : 0);
        }
        for (m = 2; m <= k; m *= 2) {
            for (i = 0; i < k; i += m) {
                lstmc_join(f, z + i, m);
            }
        }
    }
}

/* One block-circulant matrix: spectra of its blocks, block row by block row. */
typedef struct {
    const void *spectra;
    uint32_t block_cols;
    uint8_t shift;
} lstmc_term;

/* Matrices whose products are summed as spectra and transformed back together. */
typedef struct lstmc_circulant {
    const lstmc_term *terms;
    const lstmc_fft *inverse;
    lstmc_to to; /* from the spectral sums into words */
    uint8_t bits; /* of the spectral sums */
    uint8_t count;
} lstmc_circulant;

/* Rounds the sums of a block row into words and transforms them back, digits of the place reversed. */
static inline void lstmc_finish(const lstmc_circulant *c, lstmc_sums bins, lstmc_word *z)
{
    const lstmc_fft *f = c->inverse;
    uint32_t i, m;
    for (i = 0; i < f->points; i++) {
        z[i] = (lstmc_word)lstmc_convert(lstmc_held(bins, i), c->to);
    }
    for (m = f->points; m >= 2; m /= 2) {
        for (i = 0; i < f->points; i += m) {
            lstmc_split(f, z + i, m);
        }
    }
}

/* lstmc_blocks_s8_32: spectra of 8 bits, spectral sums modulo 2^32; likewise the others. */
#define LSTMC_BLOCKS(name, weight_t, sum_t, member, mul, left)                                         \
    static inline void lstmc_blocks_##name(const lstmc_part *p, const lstmc_job *job, uint32_t from,   \
                                           uint32_t to)                                                \
    {                                                                                                  \
        const lstmc_circulant *s = p->circulant;                                                       \
        const uint32_t k = s->inverse->points, h = k / 2;                                              \
        const lstmc_sums bins = lstmc_sums_of(job->bins.narrow, job->bins.wide, s->bits);              \
        sum_t *sums = bins.member;                                                                     \
        uint32_t i, j, b, n, at;                                                                       \
        for (i = from / k; i * k < to; i++) {                                                          \
            for (n = 0; n < k; n++) {                                                                  \
                sums[n] = 0;                                                                           \
            }                                                                                          \
            for (n = 0; n < s->count; n++) {                                                           \
                const lstmc_term *t = &s->terms[n];                                                    \
                const weight_t *w = (const weight_t *)t->spectra + (size_t)i * t->block_cols * k;      \
                const lstmc_word *x;                                                                   \
                if (p->slots[n] == LSTMC_NO_SLOT) {                                                    \
                    continue;                                                                          \
                }                                                                                      \
                x = job->operands[p->slots[n]].x;                                                      \
                for (j = 0; j < t->block_cols; j++, w += k, x += k) {                                  \
                    sums[0] += left(mul(w[0], x[0]), t->shift);                                        \
                    sums[h] += left(mul(w[h], x[h]), t->shift);                                        \
                    for (b = 1; b < h; b++) {                                                          \
                        const sum_t re = mul(w[b], x[b]) - mul(w[k - b], x[k - b]);                    \
                        const sum_t im = mul(w[b], x[k - b]) + mul(w[k - b], x[b]);                    \
                        sums[b] += left(re, t->shift);                                                 \
                        sums[k - b] += left(im, t->shift);                                             \
                    }                                                                                  \
                }                                                                                      \
            }                                                                                          \
            lstmc_finish(s, bins, job->block);                                                         \
            for (n = 0, at = 0; n < k; n++, at = lstmc_next_reversed(at, h)) {                         \
                const uint32_t row = i * k + n;                                                        \
                if (row >= from && row < to) {                                                         \
                    lstmc_add(job->sums, row - job->first, job->block[at], p->shift);                  \
                }                                                                                      \
            }                                                                                          \
        }                                                                                              \
    }

LSTMC_BLOCKS(s8_32, int8_t, uint32_t, narrow, LSTMC_MUL_WORD, lstmc_left32)
LSTMC_BLOCKS(s16_32, int16_t, uint32_t, narrow, LSTMC_MUL_WORD, lstmc_left32)
LSTMC_BLOCKS(s32_32, int32_t, uint32_t, narrow, LSTMC_MUL_32, lstmc_left32)
LSTMC_BLOCKS(s8_64, int8_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)
LSTMC_BLOCKS(s16_64, int16_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)
LSTMC_BLOCKS(s32_64, int32_t, uint64_t, wide, LSTMC_MUL_64, lstmc_left64)

#endif
