/*
 * One step of a network: LSTM and GRU layers and the dense output (docs/arithmetic.md, sections 6 to 8).
 * Nothing here allocates; all that a step needs lies in the caller's state.
 */
#ifndef LSTMC_LAYERS_H
#define LSTMC_LAYERS_H

#include "lstmc_circulant.h"
#include "lstmc_functions.h"

/* Room for one layer's step; what no layer needs is NULL. Layers use it one after the other. */
typedef struct {
    lstmc_word *input;      /* the first layer's x, where it has to be made */
    lstmc_word *cells;      /* H words: r * h, or o * tanh(c) before a projection */
    lstmc_word *spectrum_x; /* of what Wx (or the projection) meets */
    lstmc_word *spectrum_h; /* of what Wh meets */
    lstmc_word *block;      /* k words of one block row */
    uint32_t *sums32;       /* gate sums, also the projection's and the output's */
    uint64_t *sums64;
    uint32_t *recurrent32; /* a GRU's recurrent sums */
    uint64_t *recurrent64;
    uint32_t *bins32; /* k spectral sums of one block row */
    uint64_t *bins64;
} lstmc_memory;

struct lstmc_layer;
typedef void lstmc_step(const struct lstmc_layer *p, const lstmc_memory *m, lstmc_operand x, lstmc_word *state);

/* Formats, shifts and weights of a layer. A transform is NULL where its matrix is not block-circulant. */
typedef struct lstmc_layer {
    lstmc_step *step;
    uint32_t inputs, hidden, outputs;
    uint32_t cells;           /* words of c before the output in the state: H, or 0 in a GRU */
    lstmc_row_sum gates;      /* Wx x + Wh h: all rows of an LSTM, rows r and z of a GRU */
    lstmc_row_sum candidate;  /* a GRU's rows n: Wx x, and Wh (r h) if the reset gate acts before */
    lstmc_row_sum recurrent;  /* a GRU's rows n of Wh h, if the reset gate acts after */
    lstmc_row_sum projection; /* none: count 0 */
    lstmc_vector bias, recurrent_bias, peephole;
    const lstmc_function *sigmoid, *tanh, *cell_tanh;
    const lstmc_spectrum *of_input, *of_state, *of_reset, *of_hidden;
    uint8_t shift_bias, shift_recurrent_bias, shift_peephole, shift_reset;
    uint8_t shift_kept, shift_new;                     /* f c(t-1) and i g; z h(t-1) and (1-z) n */
    uint8_t sum_bits, recurrent_bits, projection_bits; /* of the accumulators; over 32 they are wide */
    uint8_t activation_fraction;
    lstmc_to gate, kept, hidden_to, state_to, recurrent_to, reset_to; /* kept: c, or a GRU's h */
} lstmc_layer;

/* A row sum on two operands; its results go to sums, row `first` to the first of them. */
static inline lstmc_job lstmc_job_of(const lstmc_memory *m, lstmc_operand x, lstmc_operand h, lstmc_sums sums,
                                     uint32_t first)
{
    lstmc_job job;
    job.operands[0] = x;
    job.operands[1] = h;
    job.sums = sums;
    job.first = first;
    job.block = m->block;
    job.bins.narrow = m->bins32;
    job.bins.wide = m->bins64;
    job.bins.bits = 0; /* each product has its own */
    return job;
}

/* A vector made ready for the matrix it meets: as it is, or as a spectrum. */
static inline lstmc_operand lstmc_ready(lstmc_operand x, const lstmc_spectrum *s, uint32_t n, lstmc_word *room)
{
    if (s != NULL) {
        lstmc_transform(s, x.x, n, room);
        x.x = room;
    }
    return x;
}

static inline lstmc_operand lstmc_operand_of(const lstmc_word *x)
{
    lstmc_operand o;
    o.x = x;
    o.hot = 0;
    o.one = 0;
    return o;
}

/* A gate's row: what its accumulator holds, rounded, through its function. */
static inline int32_t lstmc_squash(const lstmc_layer *p, lstmc_sums sums, uint32_t row, const lstmc_function *f)
{
    return f->apply(f, lstmc_convert(lstmc_held(sums, row), p->gate));
}

static inline void lstmc_biases(const lstmc_layer *p, lstmc_sums sums, uint32_t rows)
{
    uint32_t r;
    for (r = 0; r < rows; r++) {
        lstmc_set(sums, r, lstmc_at(&p->bias, r), p->shift_bias);
    }
}

/* y = to(Wp hidden). */
static inline void lstmc_project(const lstmc_layer *p, const lstmc_memory *m, lstmc_word *y)
{
    const lstmc_sums sums = lstmc_sums_of(m->sums32, m->sums64, p->projection_bits);
    const lstmc_operand hidden =
        lstmc_ready(lstmc_operand_of(m->cells), p->of_hidden, p->hidden, m->spectrum_x);
    const lstmc_job job = lstmc_job_of(m, hidden, hidden, sums, 0);
    uint32_t r;
    for (r = 0; r < p->outputs; r++) {
        lstmc_set(sums, r, 0, 0);
    }
    lstmc_add_rows(&p->projection, &job);
    for (r = 0; r < p->outputs; r++) {
        y[r] = (lstmc_word)lstmc_convert(lstmc_held(sums, r), p->state_to);
    }
}

/* Gates i, f, g, o; state: c, then the output. */
static inline void lstmc_lstm(const lstmc_layer *p, const lstmc_memory *m, lstmc_operand x, lstmc_word *state)
{
    const uint32_t n = p->hidden;
    lstmc_word *c = state, *y = state + n;
    lstmc_word *out = p->projection.count != 0 ? m->cells : y;
    const lstmc_sums sums = lstmc_sums_of(m->sums32, m->sums64, p->sum_bits);
    const lstmc_job job =
        lstmc_job_of(m, lstmc_ready(x, p->of_input, p->inputs, m->spectrum_x),
                     lstmc_ready(lstmc_operand_of(y), p->of_state, p->outputs, m->spectrum_h), sums, 0);
    uint32_t k;
    lstmc_biases(p, sums, 4 * n);
    lstmc_add_rows(&p->gates, &job);
    for (k = 0; k < n; k++) {
        int64_t i, f, g, o;
        if (p->peephole.data != NULL) {
            lstmc_add(sums, k, (int64_t)lstmc_at(&p->peephole, k) * c[k], p->shift_peephole);
            lstmc_add(sums, n + k, (int64_t)lstmc_at(&p->peephole, n + k) * c[k], p->shift_peephole);
        }
        i = lstmc_squash(p, sums, k, p->sigmoid);
        f = lstmc_squash(p, sums, n + k, p->sigmoid);
        g = lstmc_squash(p, sums, 2 * n + k, p->tanh);
        c[k] = (lstmc_word)lstmc_convert(lstmc_left(f * c[k], p->shift_kept) + lstmc_left(i * g, p->shift_new),
                                         p->kept);
        if (p->peephole.data != NULL) {
            lstmc_add(sums, 3 * n + k, (int64_t)lstmc_at(&p->peephole, 2 * n + k) * c[k], p->shift_peephole);
        }
        o = lstmc_squash(p, sums, 3 * n + k, p->sigmoid);
        out[k] = (lstmc_word)lstmc_convert(o * p->cell_tanh->apply(p->cell_tanh, c[k]), p->hidden_to);
    }
    if (p->projection.count != 0) {
        lstmc_project(p, m, y);
    }
}

/* Gates r, z, n; state: h. What of the two reset gates is not there has no rows. */
static inline void lstmc_gru_cells(const lstmc_layer *p, lstmc_sums sums, const lstmc_sums *recurrent,
                                   lstmc_word *h)
{
    const uint32_t n = p->hidden;
    const int64_t one = (int64_t)1 << p->activation_fraction;
    uint32_t k;
    for (k = 0; k < n; k++) {
        const int64_t z = lstmc_squash(p, sums, n + k, p->sigmoid);
        int64_t fresh;
        if (recurrent != NULL) {
            const int64_t r = lstmc_squash(p, sums, k, p->sigmoid);
            lstmc_add(*recurrent, k, lstmc_at(&p->recurrent_bias, k), p->shift_recurrent_bias);
            lstmc_add(sums, 2 * n + k, r * lstmc_convert(lstmc_held(*recurrent, k), p->recurrent_to),
                      p->shift_reset);
        }
        fresh = lstmc_squash(p, sums, 2 * n + k, p->tanh);
        h[k] = (lstmc_word)lstmc_convert(
            lstmc_left((one - z) * fresh, p->shift_new) + lstmc_left(z * h[k], p->shift_kept), p->kept);
    }
}

/* The reset gate multiplies Wh h + b. */
static inline void lstmc_gru(const lstmc_layer *p, const lstmc_memory *m, lstmc_operand x, lstmc_word *state)
{
    const uint32_t n = p->hidden;
    const lstmc_sums sums = lstmc_sums_of(m->sums32, m->sums64, p->sum_bits);
    const lstmc_sums recurrent = lstmc_sums_of(m->recurrent32, m->recurrent64, p->recurrent_bits);
    const lstmc_operand before =
        lstmc_ready(lstmc_operand_of(state), p->of_state, p->outputs, m->spectrum_h);
    lstmc_job job = lstmc_job_of(m, lstmc_ready(x, p->of_input, p->inputs, m->spectrum_x), before, sums, 0);
    uint32_t k;
    lstmc_biases(p, sums, 3 * n);
    for (k = 0; k < n; k++) {
        lstmc_set(recurrent, k, 0, 0);
    }
    lstmc_add_rows(&p->gates, &job);
    lstmc_add_rows(&p->candidate, &job);
    job.sums = recurrent;
    job.first = 2 * n;
    lstmc_add_rows(&p->recurrent, &job);
    lstmc_gru_cells(p, sums, &recurrent, state);
}

/* The reset gate multiplies h, before Wh. */
static inline void lstmc_gru_reset_before(const lstmc_layer *p, const lstmc_memory *m, lstmc_operand x,
                                          lstmc_word *state)
{
    const uint32_t n = p->hidden;
    const lstmc_sums sums = lstmc_sums_of(m->sums32, m->sums64, p->sum_bits);
    lstmc_job job =
        lstmc_job_of(m, lstmc_ready(x, p->of_input, p->inputs, m->spectrum_x),
                     lstmc_ready(lstmc_operand_of(state), p->of_state, p->outputs, m->spectrum_h), sums, 0);
    uint32_t k;
    lstmc_biases(p, sums, 3 * n);
    lstmc_add_rows(&p->gates, &job);
    for (k = 0; k < n; k++) {
        const int64_t r = lstmc_squash(p, sums, k, p->sigmoid);
        m->cells[k] = (lstmc_word)lstmc_convert(r * state[k], p->reset_to);
    }
    job.operands[1] = lstmc_ready(lstmc_operand_of(m->cells), p->of_reset, n, m->spectrum_h);
    lstmc_add_rows(&p->candidate, &job);
    lstmc_gru_cells(p, sums, NULL, state);
}

/* All recurrent layers; states stand one behind the other. */
static inline void lstmc_layers(const lstmc_layer *layers, uint32_t count, const lstmc_memory *m,
                                lstmc_operand x, lstmc_word *state)
{
    uint32_t l;
    for (l = 0; l < count; l++) {
        const lstmc_layer *p = &layers[l];
        p->step(p, m, x, state);
        state += p->cells;
        x = lstmc_operand_of(state);
        state += p->outputs;
    }
}

/* The dense output: output.weight y + output.bias, not rounded. */
typedef struct {
    lstmc_row_sum rows;
    lstmc_vector bias;
    uint8_t shift_bias, sum_bits;
} lstmc_output;

/* The accumulators of the dense output on the last layer's output; lstmc_held reads them. */
static inline lstmc_sums lstmc_logits(const lstmc_output *p, const lstmc_memory *m, const lstmc_word *y)
{
    const lstmc_sums sums = lstmc_sums_of(m->sums32, m->sums64, p->sum_bits);
    const lstmc_operand x = lstmc_operand_of(y);
    const lstmc_job job = lstmc_job_of(m, x, x, sums, 0);
    uint32_t r;
    for (r = 0; r < p->rows.to; r++) {
        lstmc_set(sums, r, lstmc_at(&p->bias, r), p->shift_bias);
    }
    lstmc_add_rows(&p->rows, &job);
    return sums;
}

#endif
