// Lyapunov exponents, one pixel an item. Twin: Kernels/Lyapunov/LyapunovWorker, whose every bit a pixel has: the orbit as
// y = 2x, coefficients as r/2, the exponent taken out of the product after every BLOCK factors.

enum { BLOCK = 16 };

// One leg of the way of some pixels. Laid out as LyapunovLeg in C#.
typedef struct {
    long from, to;         // steps done before the leg and after it
    double terms;          // steps that are averaged
    uint first, count;     // which pixels the launch takes
    uint width, height;    // of the field
    uint period;           // letters of the sequence
    uint flags;
} lyapunov_leg;

// The orbit starts; the steps of the leg are averaged; those before it were not; the exponent is due.
enum { STARTS = 1, AVERAGES = 2, FIRST_AVERAGED = 4, ENDS = 8 };

// A pixel between two legs.
typedef struct {
    double y;
    double fraction;       // of the product, |.| in [1/2, 1) unless the pixel is odd
    long exponent;         // of the product
} lyapunov_state;

// Coordinates lie one behind the other: halves of the columns' A, then what A adds to the logarithm in each column, the same
// of the rows for B and all others, and the halves of C, D, ...
double coefficient(uchar letter, double a, double b, global const double *constants)
{
    return letter == 0 ? a : letter == 1 ? b : constants[letter - 2];
}

// The exponent field of a product, which comes back in [1/2, 1), by the operations of ScalarLane.SplitMagnitude.
long split_magnitude(double *product)
{
    long bits = as_long(*product) & LONG_MAX;
    long field = bits >> 52;
    *product = as_double(bits) * as_double((2045 - field) << 52);
    return field - 1022;
}

// Follows pixels through a leg. A pixel whose product is no ordinary number goes to the list of the odd ones, with what it is if a factor was 0.
kernel void follow(
    global double *field, global const double *plane, global const uchar *letters, global lyapunov_state *states,
    global uint *odd, global uint *odd_count, lyapunov_leg leg)
{
    uint item = (uint)get_global_id(0);
    if (item >= leg.count) return;
    uint pixel = leg.first + item, column = pixel % leg.width, row = pixel / leg.width;
    global const double *rows = plane + 2 * (ulong)leg.width, *constants = rows + 2 * (ulong)leg.height;
    double a = plane[column], b = rows[row];
    lyapunov_state self;
    if (leg.flags & STARTS) self.y = 1;
    else self = states[item];
    if (leg.flags & FIRST_AVERAGED) {
        self.fraction = 0.5;
        self.exponent = 1;
    }
    double y = self.y, product = self.fraction;
    long exponent = self.exponent;
    uint phase = (uint)((leg.from + 1) % leg.period);
    // The letters go on for a block beyond the period.
    for (long left = leg.to - leg.from; left > 0; left -= BLOCK) {
        if (leg.flags & AVERAGES) {
            if (left >= BLOCK) {
                #pragma unroll
                for (uint i = 0; i < BLOCK; i++) {
                    y = coefficient(letters[phase + i], a, b, constants) * y * (2 - y);
                    product = product * (1 - y);
                }
            } else {
                for (uint i = 0; i < (uint)left; i++) {
                    y = coefficient(letters[phase + i], a, b, constants) * y * (2 - y);
                    product = product * (1 - y);
                }
            }
            exponent += split_magnitude(&product);
        } else {
            for (uint i = 0; i < min((uint)BLOCK, (uint)min(left, (long)BLOCK)); i++)
                y = coefficient(letters[phase + i], a, b, constants) * y * (2 - y);
        }
        phase = (phase + BLOCK) % leg.period;
    }
    if (!(leg.flags & ENDS)) {
        self.y = y;
        self.fraction = product;
        self.exponent = exponent;
        states[item] = self;
        return;
    }
    if (product >= 0.5 && product <= 1) {
        // The logarithm wants at least 1: the fraction doubled, the exponent one less.
        double sum = (double)exponent - 1 + binary_logarithm(product + product) + (plane[leg.width + column] + rows[leg.height + row]);
        field[pixel] = sum * 0.693147180559945309417232121458 / leg.terms;
    } else if (isnan(y)) {
        field[pixel] = NOT_A_NUMBER;
    } else if (isinf(y) && isinf(product)) {
        field[pixel] = INFINITY;
    } else {
        field[pixel] = isfinite(y) ? -INFINITY : NOT_A_NUMBER;
        odd[atomic_inc(odd_count)] = pixel;
    }
}

// Follows the odd pixels once more, with the exponent taken out of every factor.
kernel void follow_odd(
    global double *field, global const double *plane, global const uchar *letters, global lyapunov_state *states,
    global const uint *odd, lyapunov_leg leg)
{
    uint item = (uint)get_global_id(0);
    if (item >= leg.count) return;
    uint pixel = odd[item], column = pixel % leg.width, row = pixel / leg.width;
    global const double *rows = plane + 2 * (ulong)leg.width, *constants = rows + 2 * (ulong)leg.height;
    double a = plane[column], b = rows[row];
    lyapunov_state self;
    if (leg.flags & STARTS) {
        self.y = 1;
        self.fraction = 1;
        self.exponent = 0;
    } else {
        self = states[item];
        // Settled in an earlier leg.
        if (self.fraction == 0) return;
    }
    uint phase = (uint)((leg.from + 1) % leg.period);
    for (long step = leg.from; step < leg.to; step++) {
        self.y = coefficient(letters[phase], a, b, constants) * self.y * (2 - self.y);
        phase = phase + 1 == leg.period ? 0 : phase + 1;
        if (!(leg.flags & AVERAGES)) continue;
        double factor = fabs(1 - self.y);
        if (factor == 0 || isinf(factor)) {
            // With a factor of 0 the pixel is already what it is.
            if (factor != 0) field[pixel] = INFINITY;
            self.fraction = 0;
            break;
        }
        // A factor that is not 0 is at least 2^-53.
        long bits = as_long(factor);
        self.exponent += (bits >> 52) - 1023;
        self.fraction *= as_double((bits & 0xFFFFFFFFFFFFFL) | (1023L << 52));
        if (self.fraction < 2) continue;
        self.fraction /= 2;
        self.exponent++;
    }
    states[item] = self;
    if (!(leg.flags & ENDS) || self.fraction == 0) return;
    double sum = (double)self.exponent + binary_logarithm(self.fraction) + (plane[leg.width + column] + rows[leg.height + row]);
    field[pixel] = sum * 0.693147180559945309417232121458 / leg.terms;
}
