/*
 * An example, and what `make test` runs: reads raw inputs, a line a step, prints what the network gives,
 * a line a step. An empty line starts the next sequence.
 */
#include <stdio.h>
#include <stdlib.h>

#include "@name@.h"

static @name@_state state;

/* Reads an integer from least to most; 0 where the text has none. */
static int read_integer(char **text, long least, long most, long *value)
{
    char *end;
    *value = strtol(*text, &end, 10);
    if (end == *text || *value < least || *value > most) {
        return 0;
    }
    *text = end;
    return 1;
}

static int step(char *line)
{
    long value;
#ifdef @NAME@_TOKENS
    return read_integer(&line, 0, @NAME@_TOKENS - 1, &value) && @name@_step(&state, (uint32_t)value) == 0;
#else
    @name@_word x[@NAME@_INPUTS];
    int i;
    for (i = 0; i < @NAME@_INPUTS; i++) {
        if (!read_integer(&line, @NAME@_INPUT_LEAST, @NAME@_INPUT_MOST, &value)) {
            return 0;
        }
        x[i] = (@name@_word)value;
    }
    @name@_step(&state, x);
    return 1;
#endif
}

static void print(void)
{
    int i;
#ifdef @NAME@_CLASSES
    @name@_logit logits[@NAME@_CLASSES];
    @name@_logits(&state, logits);
    for (i = 0; i < @NAME@_CLASSES; i++) {
        printf(i == 0 ? "%lld" : " %lld", (long long)logits[i]);
    }
#else
    const @name@_word *y = @name@_output(&state);
    for (i = 0; i < @NAME@_OUTPUTS; i++) {
        printf(i == 0 ? "%ld" : " %ld", (long)y[i]);
    }
#endif
    putchar('\n');
}

int main(void)
{
    static char line[@LINE@];
    unsigned long number = 0;
    @name@_start(&state);
    while (fgets(line, sizeof line, stdin) != NULL) {
        number++;
        if (line[0] == '\n') {
            @name@_start(&state);
            putchar('\n');
        } else if (step(line)) {
            print();
        } else {
            fprintf(stderr, "line %lu: not a step of raw inputs\n", number);
            return 1;
        }
    }
    return 0;
}
