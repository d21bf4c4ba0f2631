// Escape time beside a reference in pairs of floats, one pixel an item, with a bound of how far each count may be off.
// Twin: Fractals/Deep/SinglePerturbedEscapeTime, operation by operation; what the bound rests on stands there.
// This program is built on devices that know no other floating type: it stands alone, and every constant is a float.
#pragma OPENCL FP_CONTRACT OFF

typedef float2 pair;       // an unevaluated sum, high part first

#define NO_EXPONENT (-(1 << 28))
#define UNIT_SQUARED (1.0f / 281474976710656.0f)
#define LINEAR_ROUNDING (48.0f * UNIT_SQUARED)
#define SQUARE_ROUNDING (84.0f * UNIT_SQUARED)
#define UPWARDS (1.0f + 1.0f / 262144.0f)
#define ROOT_UPWARDS (1.0f + 1.0f / 131072.0f)
#define EIGHT_UNITS (8.0f / 16777216.0f)
#define LARGEST_SHARE (1.0f / 256.0f)
#define LOST_SHARE 0.25f
#define SMALLEST_POWER (-100)
#define LOGARITHM_BOUND 2e-6f
#define LARGEST_RELATIVE_ERROR (1.0f / 16.0f)
#define BOUND_FACTOR 4.45f
#define TWO_OVER_LN2 2.88539008f

enum { GOES_ON, ESCAPED, LATE, INSIDE, LOST };

// Counters of a launch: pixels handed on, pixels at the limit, pixels that escaped, pixels that are left to others, and operations as two words
// of 32 bits, for 64 bits count atomically only where an extension is.
enum { HANDED_ON, AT_LIMIT, HAVE_ESCAPED, LEFT, OPERATIONS_LOW, OPERATIONS_HIGH };

typedef struct {           // SingleElement in C#
    pair re, im;
    int exponent;
    int unused[3];
} single_element;

typedef struct {           // SingleBlock in C#
    float radius_squared;
    int radius_exponent, reach_exponent, steps;
    pair a_re, a_im, b_re, b_im, q_re, q_im;
    float cubic, a_error, b_error, q_error;
    int next, a_exponent, b_exponent, q_exponent;
} single_block;

typedef struct {           // SinglePerturbedState in C#
    long index;
    pair x, y;
    float error;
    int exponent, m, block;
    pair marked_x, marked_y;
    float marked_error;
    int marked_exponent;
    uint turns;
    int unused;
} single_state;

typedef struct {           // SingleCount in C#
    long index;
    float fraction, bound;
} single_count;

typedef struct {           // SingleLeg in C#
    pair head_re, head_im;
    int head_exponent, head_index;
    float head_error;
    float bound;           // |z|^2 beyond it has escaped, in the unit 2^bound_exponent
    int bound_exponent, point_exponent, reach_exponent;
    int first_exponent, first_count;
    int leaf_base, leaf_count, leaf_steps;
    int last;              // index of the reference's last element
    float tolerance;       // counts with a larger bound are left to others
    uint width;            // columns of the field
    uint unused;
    long limit;            // no index beyond it counts as escaped
    uint first, count;     // which pixels this launch takes
    uint operations;       // that a pixel may have in this launch
    uint begins;           // 1: pixels stand at the head; 0: they come from the leg before
} single_leg;

typedef struct {
    pair a_re, a_im, b_re, b_im, q_re, q_im;
    int a_exponent, b_exponent, q_exponent;
    float a_error, b_error, q_error;
    int steps, next;
} factors;

// The rounded sum and, exactly, what was rounded away.
pair exact_sum(float left, float right)
{
    float sum = left + right;
    float back = sum - left;
    return (pair)(sum, (left - (sum - back)) + (right - back));
}

pair sum_of(pair left, pair right)
{
    pair sum = exact_sum(left.x, right.x);
    return exact_sum(sum.x, sum.y + (left.y + right.y));
}

// ab + cd + e.
pair sum_of_products(pair a, pair b, pair c, pair d, pair e)
{
    float first = a.x * b.x;
    float first_error = fma(a.x, b.x, -first);
    float second = c.x * d.x;
    float second_error = fma(c.x, d.x, -second);
    pair products = exact_sum(first, second);
    pair sum = exact_sum(products.x, e.x);
    float crossed = fma(a.x, b.y, fma(a.y, b.x, fma(c.x, d.y, c.y * d.x)));
    float errors = ((first_error + second_error) + (products.y + sum.y)) + (crossed + e.y);
    return exact_sum(sum.x, errors);
}

// 2^power for a power up to 127; 0 below the smallest.
float power_of_two(int power) { return power < SMALLEST_POWER ? 0.0f : as_float((power + 127) << 23); }

float magnitude(pair re, pair im) { return fabs(re.x) + fabs(im.x); }

// 1 / sqrt(value) from below; the built-in root is rounded as a device likes.
float inverse_root(float value)
{
    float half_value = value * 0.5f;
    float root = as_float(0x5F3759DF - (as_int(value) >> 1));
    root *= fma(-half_value * root, root, 1.5f);
    return root * fma(-half_value * root, root, 1.5f);
}

float root_of(float value)
{
    float normal = fmax(value, 1.0f / 1099511627776.0f / 1099511627776.0f);
    return normal * inverse_root(normal);
}

float logarithm(float value)
{
    int bits = as_int(value);
    int exponent = (bits - 0x3F3504F3) >> 23;
    float f = as_float(bits - (exponent << 23));
    float divisor = f + 1.0f;
    float inverse = fma(divisor, -0.2470f, 1.0029f);
    inverse = fma(inverse, fma(-divisor, inverse, 1.0f), inverse);
    inverse = fma(inverse, fma(-divisor, inverse, 1.0f), inverse);
    inverse = fma(inverse, fma(-divisor, inverse, 1.0f), inverse);
    float s = (f - 1.0f) * inverse;
    float z = s * s;
    float sum = fma(z, TWO_OVER_LN2 / 11.0f, TWO_OVER_LN2 / 9.0f);
    sum = fma(sum, z, TWO_OVER_LN2 / 7.0f);
    sum = fma(sum, z, TWO_OVER_LN2 / 5.0f);
    sum = fma(sum, z, TWO_OVER_LN2 / 3.0f);
    sum = fma(sum, z, TWO_OVER_LN2);
    return fma(s, sum, (float)exponent);
}

single_count count_of(long index, float norm, int exponent, float error)
{
    float log_norm = logarithm(norm) + (float)(2 * exponent);
    float relative = error * inverse_root(norm) * ROOT_UPWARDS;
    float inverse = inverse_root(log_norm);
    single_count count;
    count.index = index;
    count.fraction = 2.0f - logarithm(log_norm);
    count.bound = relative <= LARGEST_RELATIVE_ERROR ? fma(relative * BOUND_FACTOR, inverse * inverse, LOGARITHM_BOUND) : INFINITY;
    return count;
}

// Stores delta with its parts near 1.
void put(single_state *state, pair x, pair y, float error, int exponent)
{
    float largest = fmax(fabs(x.x), fabs(y.x));
    int by = largest == 0.0f ? 0 : max(SMALLEST_POWER, (as_int(largest) >> 23) - 127);
    float scale = power_of_two(-by);
    state->x = x * scale;
    state->y = y * scale;
    state->error = error * scale;
    state->exponent = exponent + by;
}

// A block, if it holds for delta as it stands.
bool take_block(global const single_block *block, const single_state *state, int reach_exponent, factors *f)
{
    float norm = fma(state->x.x, state->x.x, state->y.x * state->y.x);
    float ratio = norm * power_of_two(2 * clamp(state->exponent - block->radius_exponent, -50, 50));
    float largest = fmax(fabs(state->x.x), fabs(state->y.x));
    if (!(ratio < block->radius_squared && block->reach_exponent >= reach_exponent && state->error < LARGEST_SHARE * largest)) return false;
    f->a_re = block->a_re;
    f->a_im = block->a_im;
    f->b_re = block->b_re;
    f->b_im = block->b_im;
    f->q_re = block->q_re;
    f->q_im = block->q_im;
    f->a_exponent = block->a_exponent;
    f->b_exponent = block->b_exponent;
    f->q_exponent = block->q_exponent;
    f->a_error = fma(block->cubic, ratio, block->a_error);
    f->b_error = block->b_error;
    f->q_error = block->q_error;
    f->steps = block->steps;
    f->next = block->next;
    return true;
}

void take_step(pair re, pair im, int exponent, factors *f)
{
    f->a_re = re;
    f->a_im = im;
    f->a_exponent = exponent + 1;
    f->a_error = magnitude(re, im) * (LINEAR_ROUNDING + 4.0f * UNIT_SQUARED);
    f->b_re = f->q_re = (pair)(1.0f, 0.0f);
    f->b_im = f->q_im = (pair)(0.0f, 0.0f);
    f->b_exponent = f->q_exponent = 0;
    f->b_error = LINEAR_ROUNDING;
    f->q_error = SQUARE_ROUNDING;
    f->steps = 1;
    f->next = -1;
}

// Tests z = Z + delta, and measures delta anew where z is nearer to 0 than to the reference or the reference has ended.
int test(single_state *state, global const single_element *element, const single_leg *leg, factors *f, single_count *count)
{
    int element_exponent = element->exponent;
    int exponent = max(element_exponent, state->exponent);
    float at_z = power_of_two(element_exponent - exponent), at_delta = power_of_two(state->exponent - exponent);
    pair x = state->x * at_delta, y = state->y * at_delta;
    pair z_re = element->re * at_z, z_im = element->im * at_z;
    pair re = sum_of(z_re, x), im = sum_of(z_im, y);
    float rounded = ((fabs(z_re.x) + fabs(z_im.x)) + (fabs(x.x) + fabs(y.x))) * (5.0f * UNIT_SQUARED);
    float error = fma(state->error, at_delta, rounded) * UPWARDS;
    float norm = fma(re.x, re.x, im.x * im.x);
    float size = magnitude(re, im);
    // Written so that a NaN is lost.
    if (!(error <= LOST_SHARE * size || error * power_of_two(clamp(exponent, SMALLEST_POWER, -SMALLEST_POWER)) <= LOST_SHARE)) return LOST;
    float unit = power_of_two(clamp(2 * exponent - leg->bound_exponent, SMALLEST_POWER, -SMALLEST_POWER));
    float doubt = fma((size + size) + error, error, norm * EIGHT_UNITS);
    if (!((norm + doubt) * unit <= leg->bound)) {
        if (!((norm - doubt) * unit > leg->bound)) return LOST;
        *count = count_of(state->index, norm, exponent, error);
        return ESCAPED;
    }
    if (norm <= fma(x.x, x.x, y.x * y.x) || state->m == leg->last) {
        put(state, re, im, error, exponent);
        state->m = 0;
        take_step((pair)(0.0f, 0.0f), (pair)(0.0f, 0.0f), NO_EXPONENT, f);
    } else {
        take_step(element->re, element->im, element_exponent, f);
    }
    return GOES_ON;
}

// The bound of delta after a step or block.
float next_error(const single_state *state, const factors *f, pair h_re, pair h_im, pair q_re, pair q_im, float a, float q, float h, float point)
{
    float x = state->x.x, y = state->y.x, e = state->error;
    float s_re = fma(q_re.x, x, -(q_im.x * y)), s_im = fma(q_re.x, y, q_im.x * x);
    float d_re = h_re.x + s_re, d_im = h_im.x + s_im;
    float size = fabs(x) + fabs(y);
    float square = magnitude(q_re, q_im);
    float parts = fma(square, size, magnitude(h_re, h_im));
    float slope = fma(root_of(fma(d_re, d_re, d_im * d_im)), ROOT_UPWARDS, parts * EIGHT_UNITS);
    float grown = fma(square, e, slope) * e;
    float added = size * fma(f->q_error * q, size, f->a_error * a);
    return fma(h, grown + added, point * f->b_error) * UPWARDS;
}

void advance(single_state *state, const factors *f, pair re, pair im, float point, const single_leg *leg, global const int *first_blocks)
{
    pair x = state->x, y = state->y;
    // H = A + Q delta, in the unit of the larger.
    int square_exponent = f->q_exponent + state->exponent;
    int factor_exponent = max(f->a_exponent, square_exponent);
    float a = power_of_two(f->a_exponent - factor_exponent), q = power_of_two(square_exponent - factor_exponent);
    pair q_re = f->q_re * q, q_im = f->q_im * q;
    pair h_re = sum_of_products(q_re, x, -q_im, y, f->a_re * a);
    pair h_im = sum_of_products(q_re, y, q_im, x, f->a_im * a);
    // delta' = H delta + B c, likewise.
    int delta_exponent = factor_exponent + state->exponent;
    int point_exponent = f->b_exponent + leg->point_exponent;
    int exponent = max(delta_exponent, point_exponent);
    float h = power_of_two(delta_exponent - exponent), b = power_of_two(point_exponent - exponent);
    const pair zero = (pair)(0.0f, 0.0f);
    pair b_re = sum_of_products(f->b_re, re, -f->b_im, im, zero) * b;
    pair b_im = sum_of_products(f->b_re, im, f->b_im, re, zero) * b;
    float error = next_error(state, f, h_re, h_im, q_re, q_im, a, q, h, b * point);
    h_re *= h;
    h_im *= h;
    put(state, sum_of_products(h_re, x, -h_im, y, b_re), sum_of_products(h_re, y, h_im, x, b_im), error, exponent);
    state->index += f->steps;
    int m = state->m += f->steps;
    if (f->next >= 0) state->block = f->next;
    else if (m == 1) state->block = first_blocks[clamp(state->exponent - leg->first_exponent, 0, leg->first_count - 1)];
    else {
        int leaf = (m - 1) / leg->leaf_steps;
        state->block = (m - 1) % leg->leaf_steps == 0 && leaf < leg->leaf_count ? leg->leaf_base + leaf : 0;
    }
}

// Whether the orbit goes round: it came to m = 1 as it was marked there. Marks are set at turns 1, 2, 4, 8 ...
bool has_come_round(single_state *state)
{
    if (state->turns > 0 && state->exponent == state->marked_exponent && state->error <= state->marked_error
        && all(state->x == state->marked_x) && all(state->y == state->marked_y)) return true;
    state->turns++;
    if ((state->turns & (state->turns - 1)) != 0) return false;
    state->marked_x = state->x;
    state->marked_y = state->y;
    state->marked_exponent = state->exponent;
    state->marked_error = state->error;
    return false;
}

single_state at_head(pair re, pair im, const single_leg *leg)
{
    const pair zero = (pair)(0.0f, 0.0f);
    single_state state;
    state.index = leg->head_index;
    state.m = leg->head_index;
    state.block = 0;
    state.turns = 0;
    state.marked_x = state.marked_y = zero;
    state.marked_error = 0.0f;
    state.marked_exponent = state.unused = 0;
    float error = magnitude(leg->head_re, leg->head_im) * magnitude(re, im) * (leg->head_error + LINEAR_ROUNDING) * UPWARDS;
    put(&state, sum_of_products(leg->head_re, re, -leg->head_im, im, zero), sum_of_products(leg->head_re, im, leg->head_im, re, zero),
        error, leg->head_exponent + leg->point_exponent);
    return state;
}

// Follows pixels for a while. Those that are not done then go to one list, those at the limit to another, those to be left to others to a third.
kernel void single_escape(
    global single_count *counts, global const pair *columns, global const pair *rows,
    global const single_element *elements, global const single_block *blocks, global const int *first_blocks,
    global single_state *states, global const uint *input, global uint *output, global uint *late, global uint *left,
    global uint *counters, single_leg leg)
{
    local uint numbers[4], bases[4], operations;
    uint self = get_local_id(0);
    if (self == 0) {
        numbers[HANDED_ON] = numbers[AT_LIMIT] = numbers[HAVE_ESCAPED] = numbers[LEFT] = 0;
        operations = 0;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    int list = -1;
    uint place = 0, pixel = 0;
    if (get_global_id(0) < leg.count) {
        uint number = leg.first + (uint)get_global_id(0);
        pixel = leg.begins ? number : input[number];
        pair re = columns[pixel % leg.width], im = rows[pixel / leg.width];
        float point = magnitude(re, im);
        single_count count = { 0, NAN, 0.0f };
        single_state state;
        if (leg.begins) {
            state = at_head(re, im, &leg);
            counts[pixel] = count;
        } else {
            state = states[pixel];
        }
        int outcome = GOES_ON;
        uint done = 0;
        for (; done < leg.operations; done++) {
            if (state.index > leg.limit) {
                outcome = LATE;
                break;
            }
            factors f;
            if (state.block != 0) {
                if (!take_block(blocks + state.block, &state, leg.reach_exponent, &f)) {
                    state.block = state.block < leg.leaf_base ? 2 * state.block : 0;
                    continue;
                }
            } else {
                outcome = test(&state, elements + state.m, &leg, &f, &count);
                if (outcome != GOES_ON) break;
            }
            advance(&state, &f, re, im, point, &leg, first_blocks);
            if (state.m == 1 && has_come_round(&state)) {
                outcome = INSIDE;
                break;
            }
        }
        if (outcome == ESCAPED && !(count.bound <= leg.tolerance)) outcome = LOST;
        if (outcome == ESCAPED) counts[pixel] = count;
        if (outcome == GOES_ON || outcome == LATE) states[pixel] = state;
        list = outcome == GOES_ON ? HANDED_ON : outcome == LATE ? AT_LIMIT : outcome == ESCAPED ? HAVE_ESCAPED : outcome == LOST ? LEFT : -1;
        if (list >= 0) place = atomic_inc(numbers + list);
        atomic_add(&operations, done);
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint i = self; i < 4; i += (uint)get_local_size(0)) bases[i] = numbers[i] > 0 ? atomic_add(counters + i, numbers[i]) : 0;
    if (self == 0) {
        uint before = atomic_add(counters + OPERATIONS_LOW, operations);
        if (before + operations < before) atomic_inc(counters + OPERATIONS_HIGH);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (list == HANDED_ON) output[bases[list] + place] = pixel;
    else if (list == AT_LIMIT) late[bases[list] + place] = pixel;
    else if (list == LEFT) left[bases[list] + place] = pixel;
}
