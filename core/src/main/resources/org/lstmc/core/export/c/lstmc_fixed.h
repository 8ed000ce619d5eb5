/*
 * Fixed-point numbers of lstmc's number contract (docs/arithmetic.md, section 2).
 *
 * The runtime is a handful of headers with static functions alone: a model's .c file sets the LSTMC_*
 * macros and includes lstmc_layers.h; what the model does not need is not compiled into it, and several
 * models live in one program.
 */
#ifndef LSTMC_FIXED_H
#define LSTMC_FIXED_H

#include <stddef.h>
#include <stdint.h>

/* The contract that this runtime follows, and the first 32 bits of the hash of its page. */
#define LSTMC_RUNTIME_CONTRACT @CONTRACT@
#define LSTMC_RUNTIME_CONTRACT_HASH 0x@HASH8@UL

/* Values of LSTMC_ROUNDING and LSTMC_OVERFLOW, the modes of the model. */
#define LSTMC_RND 0      /* to nearest, halves up */
#define LSTMC_TRN 1      /* towards minus infinity */
#define LSTMC_RND_CONV 2 /* to nearest, halves to even */
#define LSTMC_SAT 0      /* the nearest number that fits */
#define LSTMC_WRAP 1     /* the low bits */

/* A signal: the raw integers that go from one operation to the next. */
#if LSTMC_WORD_BITS == 16
typedef int16_t lstmc_word;
#elif LSTMC_WORD_BITS == 32
typedef int32_t lstmc_word;
#else
#error "LSTMC_WORD_BITS is 16 or 32; the model's .c file sets it"
#endif

/* C99 leaves >> of negative numbers to the compiler; these round towards minus infinity everywhere. */
static inline int32_t lstmc_floor32(int32_t a, uint32_t n)
{
    return a < 0 ? ~(~a >> n) : a >> n;
}

static inline int64_t lstmc_floor64(int64_t a, uint32_t n)
{
    return a < 0 ? ~(~a >> n) : a >> n;
}

/*
 * a / 2^n rounded, n > 0. The half is added after all lower bits are gone, so nothing overflows.
 * To even: of the two halves of an odd quotient the upper is taken, of an even one the lower.
 */
#define LSTMC_ROUND_HALF_UP(floor, a, n) floor(floor(a, (n) - 1) + 1, 1)

static inline int64_t lstmc_half_up(int64_t a, uint32_t n)
{
    return LSTMC_ROUND_HALF_UP(lstmc_floor64, a, n);
}

#if LSTMC_ROUNDING == LSTMC_RND
static inline int32_t lstmc_round32(int32_t a, uint32_t n)
{
    return n == 0 ? a : LSTMC_ROUND_HALF_UP(lstmc_floor32, a, n);
}

static inline int64_t lstmc_round64(int64_t a, uint32_t n)
{
    return n == 0 ? a : lstmc_half_up(a, n);
}
#elif LSTMC_ROUNDING == LSTMC_TRN
static inline int32_t lstmc_round32(int32_t a, uint32_t n)
{
    return lstmc_floor32(a, n);
}

static inline int64_t lstmc_round64(int64_t a, uint32_t n)
{
    return lstmc_floor64(a, n);
}
#elif LSTMC_ROUNDING == LSTMC_RND_CONV
static inline int64_t lstmc_round64(int64_t a, uint32_t n)
{
    int64_t down, rest, half;
    if (n == 0) {
        return a;
    }
    down = lstmc_floor64(a, n);
    rest = (int64_t)((uint64_t)a & (((uint64_t)1 << n) - 1));
    half = (int64_t)1 << (n - 1);
    return down + (rest > half || (rest == half && down % 2 != 0));
}

static inline int32_t lstmc_round32(int32_t a, uint32_t n)
{
    return (int32_t)lstmc_round64(a, n);
}
#else
#error "LSTMC_ROUNDING is LSTMC_RND, LSTMC_TRN or LSTMC_RND_CONV; the model's .c file sets it"
#endif

/* The low bits (1 to 63) as two's complement. */
static inline int64_t lstmc_low_bits(uint64_t a, uint32_t bits)
{
    const uint64_t sign = (uint64_t)1 << (bits - 1);
    return (int64_t)(((a & (2 * sign - 1)) ^ sign)) - (int64_t)sign;
}

static inline int32_t lstmc_saturate(int64_t a, uint32_t bits)
{
    const int64_t most = (int64_t)(((uint64_t)1 << (bits - 1)) - 1);
    return (int32_t)(a > most ? most : a < -most - 1 ? -most - 1 : a);
}

/* An integer of at most 32 bits. */
static inline int32_t lstmc_fit(int64_t a, uint32_t bits)
{
#if LSTMC_OVERFLOW == LSTMC_SAT
    return lstmc_saturate(a, bits);
#elif LSTMC_OVERFLOW == LSTMC_WRAP
    return (int32_t)lstmc_low_bits((uint64_t)a, bits);
#else
#error "LSTMC_OVERFLOW is LSTMC_SAT or LSTMC_WRAP; the model's .c file sets it"
#endif
}

/* How a number is brought into a format: bits to drop (below 0: zeros to append), bits to keep. */
typedef struct {
    int8_t drop;
    uint8_t bits;
} lstmc_to;

/* to(a, F, format) of the contract. */
static inline int32_t lstmc_convert(int64_t a, lstmc_to to)
{
    if (to.drop >= 0) {
        return lstmc_fit(lstmc_round64(a, (uint32_t)to.drop), to.bits);
    } else {
        const uint32_t up = (uint32_t)-to.drop;
#if LSTMC_OVERFLOW == LSTMC_SAT
        const int64_t most = (int64_t)(((uint64_t)1 << (to.bits - 1)) - 1);
        if (a > lstmc_floor64(most, up)) {
            return (int32_t)most;
        }
        if (a < -lstmc_floor64(most + 1, up)) {
            return (int32_t)(-most - 1);
        }
        return (int32_t)(a * ((int64_t)1 << up));
#else
        return lstmc_fit((int64_t)lstmc_low_bits((uint64_t)a << up, 63), to.bits);
#endif
    }
}

/* a * 2^n for an exact result that is known to fit. */
static inline int64_t lstmc_left(int64_t a, uint32_t n)
{
    return a * ((int64_t)1 << n);
}

/*
 * Accumulators, kept modulo 2^32 or 2^64; only the low bits count, so wrapping unsigned arithmetic is
 * exact. Narrow wherever the plan needs 32 bits or fewer.
 */
typedef struct {
    uint32_t *narrow;
    uint64_t *wide;
    uint8_t bits;
} lstmc_sums;

/* Accumulators of so many bits in the room that there is for each kind. */
static inline lstmc_sums lstmc_sums_of(uint32_t *narrow, uint64_t *wide, uint8_t bits)
{
    lstmc_sums s;
    s.narrow = narrow;
    s.wide = wide;
    s.bits = bits;
    return s;
}

static inline uint32_t lstmc_left32(uint32_t a, uint32_t n)
{
    return n < 32 ? a << n : 0;
}

static inline uint64_t lstmc_left64(uint64_t a, uint32_t n)
{
    return n < 64 ? a << n : 0;
}

static inline void lstmc_set(lstmc_sums s, uint32_t row, int64_t a, uint32_t shift)
{
    if (s.bits <= 32) {
        s.narrow[row] = (uint32_t)lstmc_left64((uint64_t)a, shift);
    } else {
        s.wide[row] = lstmc_left64((uint64_t)a, shift);
    }
}

static inline void lstmc_add(lstmc_sums s, uint32_t row, int64_t a, uint32_t shift)
{
    if (s.bits <= 32) {
        s.narrow[row] += (uint32_t)lstmc_left64((uint64_t)a, shift);
    } else {
        s.wide[row] += lstmc_left64((uint64_t)a, shift);
    }
}

/* What the accumulator holds. */
static inline int64_t lstmc_held(lstmc_sums s, uint32_t row)
{
    return lstmc_low_bits(s.bits <= 32 ? s.narrow[row] : s.wide[row], s.bits);
}

/* Stored integers of 1, 2 or 4 bytes: biases, peepholes, an embedding. */
typedef struct {
    const void *data;
    uint8_t bytes;
} lstmc_vector;

static inline int32_t lstmc_at(const lstmc_vector *v, uint32_t i)
{
    switch (v->bytes) {
    case 1:
        return ((const int8_t *)v->data)[i];
    case 2:
        return ((const int16_t *)v->data)[i];
    default:
        return ((const int32_t *)v->data)[i];
    }
}

#endif
