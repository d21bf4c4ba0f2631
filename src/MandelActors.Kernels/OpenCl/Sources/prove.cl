// Proves points interior by the cycle that attracts their orbit, operation by operation as Fractals/AttractingCycle.

typedef struct {
    double re, im;
    double d_re, d_im;     // first derivative of the iterate
    double curvature;      // modulus of the second, at least 1
    double error;          // bound of what rounding did to z
} turn;

// Follows z and its derivatives once round; false where they leave the range in which anything can be proven.
bool go_round(double re, double im, double x, double y, int period, turn *result)
{
    double d_re = 1, d_im = 0, s_re = 0, s_im = 0, error = 0;
    for (int i = 0; i < period; i++) {
        double modulus = sqrt(x * x + y * y);
        double dd_re = d_re * d_re - d_im * d_im, dd_im = 2 * d_re * d_im;
        double next_re = 2 * (dd_re + x * s_re - y * s_im), next_im = 2 * (dd_im + x * s_im + y * s_re);
        s_re = next_re;
        s_im = next_im;
        next_re = 2 * (x * d_re - y * d_im);
        next_im = 2 * (x * d_im + y * d_re);
        d_re = next_re;
        d_im = next_im;
        error = (2 * modulus + error) * error + 4e-15;
        double t = fma(-y, y, re);
        y = fma(x + x, y, im);
        x = fma(x, x, t);
        if (!(modulus <= 4)) break;
    }
    result->re = x;
    result->im = y;
    result->d_re = d_re;
    result->d_im = d_im;
    result->curvature = fmax(1.0, sqrt(s_re * s_re + s_im * s_im));
    result->error = error;
    return x * x + y * y <= 16 && isfinite(s_re * s_re + s_im * s_im) && isfinite(d_re * d_re + d_im * d_im);
}

// Newton's method for a cycle of one period; every step also tries the proof.
bool is_attracting(double re, double im, double x, double y, int period, int *budget)
{
    for (int attempt = 0; attempt < 10 && *budget > 0; attempt++) {
        *budget -= 3 * period;
        turn round;
        if (!go_round(re, im, x, y, period, &round)) return false;
        double margin = 1 - sqrt(round.d_re * round.d_re + round.d_im * round.d_im);
        double gap_re = round.re - x, gap_im = round.im - y;
        double gap = sqrt(gap_re * gap_re + gap_im * gap_im);
        if (margin >= 1e-4 && (gap + round.error) * 8 * round.curvature <= margin * margin) return true;
        double slope_re = round.d_re - 1, slope_im = round.d_im;
        double scale = slope_re * slope_re + slope_im * slope_im;
        if (!(scale > 1e-20)) return false;
        double step_re = (gap_re * slope_re + gap_im * slope_im) / scale;
        double step_im = (gap_im * slope_re - gap_re * slope_im) / scale;
        if (margin < 0 && step_re * step_re + step_im * step_im < 1e-20) return false;
        x -= step_re;
        y -= step_im;
    }
    return false;
}

// used: the steps that were spent, as the budget counts them.
bool attracts(double re, double im, double x, double y, int budget, uint *used)
{
    const int given = budget;
    bool proven = false;
    double u = x, v = y, nearest = 2.5e-3;
    for (int period = 1; period <= budget && !proven; period++, budget--) {
        double t = fma(-v, v, re);
        v = fma(u + u, v, im);
        u = fma(u, u, t);
        double distance = (u - x) * (u - x) + (v - y) * (v - y);
        if (!(distance < nearest)) continue;
        nearest = distance;
        proven = is_attracting(re, im, x, y, period, &budget);
    }
    *used = (uint)(given - budget);
    return proven;
}

// Hands on the survivors that are not proven interior.
kernel void prove(
    global const double *columns, global const double *rows, global const survivor *input, global survivor *output,
    global uint *counters, uint first, uint count, uint width, int budget)
{
    local uint handed_on, spent, base;
    if (get_local_id(0) == 0) handed_on = spent = 0;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool goes_on = get_global_id(0) < count;
    uint place = 0;
    survivor self;
    if (goes_on) {
        uint used;
        self = input[first + get_global_id(0)];
        goes_on = !attracts(columns[self.pixel % width], rows[self.pixel / width], self.x, self.y, budget, &used);
        atomic_add(&spent, used);
        if (goes_on) place = atomic_inc(&handed_on);
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0) {
        base = atomic_add(counters + HANDED_ON, handed_on);
        add_iterations(counters, spent);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (goes_on) output[base + place] = self;
}
