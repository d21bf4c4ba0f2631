// Distances of a field whose counts are known, one pixel an item: those that escaped are followed once more, with their
// derivative. Twin: Fractals/DistanceEstimate, whose bits every pixel has.

// What a leg asks of every pixel. Laid out as DistanceLeg in C#.
typedef struct {
    double bound;          // |z|^2 beyond it has escaped
    double pitch;          // the distance of neighbouring samples
    long from, to;         // indices at which the leg begins and ends; from 0 every pixel is taken, later those of the list
    uint first, count;     // which of them this launch takes
    uint width, pixels;
} distance_leg;

// More than a count can be below the index it belongs to: log2(log2 |z|^2) of the largest double.
#define LATEST_ESCAPE 16

// Carries dz/dp one step on, then z.
void advance(double *x, double *y, double *slope_x, double *slope_y, double re, double im, double pitch)
{
    double u = *x + *x, v = *y + *y;
    double s = fma(-v, *slope_y, pitch);
    *slope_y = fma(u, *slope_y, v * *slope_x);
    *slope_x = fma(u, *slope_x, s);
    double t = fma(-*y, *y, re);
    *y = fma(u, *y, im);
    *x = fma(*x, *x, t);
}

// Follows pixels through a leg. Those that escape get their distance, the others are handed on.
kernel void measure(
    global double *field, global const double *columns, global const double *rows, global double4 *orbits,
    global const uint *input, global uint *output, global uint *counters, distance_leg leg)
{
    local uint handed_on, iterations, base;
    if (get_local_id(0) == 0) handed_on = iterations = 0;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool goes_on = false;
    uint pixel = 0, place = 0;
    if (get_global_id(0) < leg.count) {
        pixel = leg.first + (uint)get_global_id(0);
        if (leg.from > 0) pixel = input[pixel];
        double known = field[pixel];
        global double *distance = field + leg.pixels + pixel;
        goes_on = !isnan(known);
        if (!goes_on) *distance = NOT_A_NUMBER;
        double re = columns[pixel % leg.width], im = rows[pixel / leg.width];
        double4 orbit = leg.from > 0 ? orbits[pixel] : (double4)(0);
        double x = orbit.x, y = orbit.y, slope_x = orbit.z, slope_y = orbit.w;
        long n = leg.from;
        if (goes_on) {
            // The count is not above n: nobody escapes up to here.
            long untested = min(leg.to, (long)known - 2);
            for (; n < untested; n++) advance(&x, &y, &slope_x, &slope_y, re, im, leg.pitch);
            for (; n < leg.to && goes_on; n++) {
                advance(&x, &y, &slope_x, &slope_y, re, im, leg.pitch);
                double squared_modulus = fma(x, x, y * y);
                // A driver that rounds this otherwise than it did where pixels were counted must not let one go on for ever.
                if (squared_modulus <= leg.bound && n < known + LATEST_ESCAPE) continue;
                *distance = distance_of(squared_modulus, slope_x, slope_y, 0);
                goes_on = false;
            }
        }
        atomic_add(&iterations, (uint)(n - leg.from));
        if (goes_on) {
            orbits[pixel] = (double4)(x, y, slope_x, slope_y);
            place = atomic_inc(&handed_on);
        }
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0) {
        base = atomic_add(counters + HANDED_ON, handed_on);
        add_iterations(counters, iterations);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (goes_on) output[base + place] = pixel;
}
