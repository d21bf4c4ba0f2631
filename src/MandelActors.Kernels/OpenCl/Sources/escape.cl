// Escape time in double precision, one pixel an item. Twin: Fractals/EscapeTime, whose bits every pixel has.

// What a leg asks of every pixel. Laid out as EscapeLeg in C#.
typedef struct {
    double bound;          // |z|^2 beyond it has escaped
    long from, to;         // indices at which the leg begins and ends
    uint first, count;     // which pixels or survivors this launch takes
    uint width;            // columns of the field
    uint steps;            // between two tests, a multiple of 8
    uint flags;
    uint unused;
} escape_leg;

enum { SMOOTH = 1, FIRST = 2, SHORTCUTS = 4, SEEK_CYCLES = 8, ROUND_BEGINS = 16, NEAR_TWO = 32 };

// One step in the order that all twins keep.
void take_step(double *x, double *y, double re, double im)
{
    double t = fma(-*y, *y, re);
    *y = fma(*x + *x, *y, im);
    *x = fma(*x, *x, t);
}

// Eight steps without a loop around each: where steps are cheap, counting them is not.
void take_eight_steps(double *x, double *y, double re, double im)
{
    take_step(x, y, re, im);
    take_step(x, y, re, im);
    take_step(x, y, re, im);
    take_step(x, y, re, im);
    take_step(x, y, re, im);
    take_step(x, y, re, im);
    take_step(x, y, re, im);
    take_step(x, y, re, im);
}

double squared_modulus(double x, double y) { return fma(x, x, y * y); }

// Fractals/InteriorShapes: the cardioid and the disc of period 2. Beyond their top the test is not asked: far away both sides overflow.
bool lies_in_shapes(double x, double y)
{
    if (!(fabs(y) <= 0.6496)) return false;
    double square = y * y;
    double shifted = x - 0.25;
    double q = shifted * shifted + square;
    double from_disc = x + 1;
    return q * (q + shifted) + 4e-15 * q <= 0.25 * square || from_disc * from_disc + square <= 0.0625 - 4e-15;
}

// Points where rounding could bring an escaped orbit back for a step are tested after every one: see EscapeWorker.Source.cs.
bool lies_near_tip(double x, double y)
{
    double distance = x * x + (y * y - 4);
    return distance <= 1e-5 && distance >= -1e-5;
}

// Follows pixels through a leg. Those that escape get their count, those that close a cycle stay NaN, the others are handed on.
kernel void escape(
    global double *field, global const double *columns, global const double *rows,
    global const survivor *input, global survivor *output, global uint *counters, escape_leg leg)
{
    local uint handed_on, escaped, base;
    local uint iterations;
    if (get_local_id(0) == 0) handed_on = escaped = iterations = 0;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool goes_on = false;
    uint place = 0;
    survivor self;
    if (get_global_id(0) < leg.count) {
        uint index = leg.first + (uint)get_global_id(0);
        if (leg.flags & FIRST) {
            self.pixel = index;
            self.x = self.y = 0;
            field[index] = NOT_A_NUMBER;
        } else {
            self = input[index];
        }
        if (leg.flags & ROUND_BEGINS) {
            self.saved_x = self.x;
            self.saved_y = self.y;
        }
        double re = columns[self.pixel % leg.width], im = rows[self.pixel / leg.width];
        uint steps = (leg.flags & NEAR_TWO) && lies_near_tip(re, im) ? 1 : leg.steps;
        double x = self.x, y = self.y;
        long n = leg.from;
        goes_on = !((leg.flags & FIRST) && (leg.flags & SHORTCUTS) && lies_in_shapes(re, im));
        while (goes_on && n < leg.to) {
            double began_x = x, began_y = y;
            if (steps == 1) take_step(&x, &y, re, im);
            else for (uint i = 0; i < steps; i += 8) take_eight_steps(&x, &y, re, im);
            // Written so that a NaN counts as escaped.
            if (!(squared_modulus(x, y) <= leg.bound)) {
                // Somewhere in the block: it is done again with a test after every step.
                double modulus;
                do {
                    take_step(&began_x, &began_y, re, im);
                    modulus = squared_modulus(began_x, began_y);
                    n++;
                } while (modulus <= leg.bound);
                // The last block may pass the limit: what escapes there did not escape in time.
                if (n > leg.to) {
                    x = y = NOT_A_NUMBER;
                    break;
                }
                field[self.pixel] = leg.flags & SMOOTH ? smooth_count((double)n, modulus) : (double)n;
                atomic_inc(&escaped);
                goes_on = false;
                break;
            }
            n += steps;
            if ((leg.flags & SEEK_CYCLES) && x == self.saved_x && y == self.saved_y) goes_on = false;
        }
        self.x = x;
        self.y = y;
        atomic_add(&iterations, (uint)(min(n, leg.to) - leg.from));
        if (goes_on) place = atomic_inc(&handed_on);
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0) {
        base = atomic_add(counters + HANDED_ON, handed_on);
        atomic_add(counters + ESCAPED, escaped);
        add_iterations(counters, iterations);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (goes_on) output[base + place] = self;
}
