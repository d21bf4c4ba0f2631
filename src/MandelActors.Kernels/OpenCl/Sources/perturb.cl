// Escape time beside a reference, one pixel an item. Twin: Fractals/Deep/PerturbedEscapeTime, whose bits every pixel has.
// Where the twin says why something is done, it is not said again here.

// What all pixels of a field share. Laid out as PerturbedNumbers in C#.
typedef struct {
    double bound;                  // |z|^2 beyond it has escaped
    double pitch;                  // the distance of neighbouring samples
    scaled head;                   // delta = head * c where orbits begin
    long unit;                     // offsets are given times 2^-unit
    int head_index;
    int last;                      // index of the reference's last element
    int leaf_base, leaf_level, leaf_count;
    int later_leaf_base, later_leaf_level, later_leaf_count;   // those of the bands after the first
    int bands;
    int small_count;               // elements that are kept with an exponent
    uint width, pixels;
} view_numbers;

// What a launch asks of every pixel. Laid out as PerturbedLeg in C#.
typedef struct {
    long to;                       // no index beyond it counts as escaped in this round
    uint first, count;             // which pixels, or which of the list
    uint trips;                    // blocks and steps tried before a pixel is handed on
    uint flags;
} perturbed_leg;

enum { SMOOTH = 1, EVERY_PIXEL = 2, ROUND_BEGINS = 4, SEEK_CYCLES = 8 };

// Further counters of a launch, two words each but the first.
enum { LATE = COUNTERS, JUMPS_LOW, JUMPS_HIGH, STEPS_LOW, STEPS_HIGH, TRIPS_LOW, TRIPS_HIGH };

// How a pixel ends a launch: in the middle of its round, past the round's end, on a cycle, or escaped.
enum { ON_ITS_WAY, PAST_THE_END, CYCLIC, FREE };

// Where an orbit stands between two launches. Laid out as PerturbedOrbit in C#.
typedef struct {
    double x, y;
    long n;
    int m, block, band, slope_band;
} stored_orbit;

// Where an orbit first was at m = 1 in a round, NaN before. Laid out as PerturbedReturn in C#.
typedef struct {
    double x, y;
    int band;
    int unused;
} first_return;

typedef struct {
    double x, y;                   // delta
    double slope_x, slope_y;       // J = dz/dp
    long n;
    int m, block, band, slope_band;
} orbit;

// A block with exponents. Laid out as ScaledBlock in C#.
typedef struct {
    scaled a, b, q;
} scaled_block;

// What lies in the device's memory.
typedef struct {
    view_numbers view;
    global const double *rows;             // the blocks, see Fractals/Deep/PerturbedView
    global const double2 *elements;        // the reference
    global const double *first_blocks;     // by the exponent field of |delta|^2
    global const double2 *band_steps;      // B and Q of a single step in each band
    global const int *small_indices;       // elements that are kept with an exponent
    global const scaled *small_elements;
    global const scaled_block *blocks;     // with exponents; the whole period at 0
} places;

#define ROW_LENGTH 8
#define NEXT_BITS 26
#define BAND_BITS 900
#define BAND_START (-485)

#define SMALLEST_NORM 0x1p-980
#define LARGEST_NORM 0x1p1000
#define NEAR_ZERO_NORM 0x1p-960
#define BAND_END_NORM 0x1p830
#define BAND_SCALE 0x1p-900
#define BAND_UNSCALE 0x1p900

int leaf_base_of(const view_numbers *view, int band) { return band == 0 ? view->leaf_base : view->later_leaf_base; }

int whole_block_of(const view_numbers *view, int band) { return 2 * leaf_base_of(view, band); }

size_t first_row_of(const view_numbers *view, int band)
{
    return band == 0 ? 0 : 2 * (size_t)view->leaf_base + 1 + (size_t)(band - 1) * (2 * view->later_leaf_base + 1);
}

global const double *row_of(const places *at, int band, int block)
{
    return at->rows + (first_row_of(&at->view, band) + block) * ROW_LENGTH;
}

// The leaf of a band that begins at m >= 1, 0 for none.
int leaf_at(const view_numbers *view, int band, int m)
{
    int level = band == 0 ? view->leaf_level : view->later_leaf_level;
    int leaf = (m - 1) >> level;
    bool begins = ((m - 1) & ((1 << level) - 1)) == 0 && leaf < (band == 0 ? view->leaf_count : view->later_leaf_count);
    return begins ? leaf_base_of(view, band) + leaf : 0;
}

int band_of(const view_numbers *view, scaled value)
{
    if (view->bands == 1 || is_zero(value) || value.exponent >= BAND_START) return 0;
    return (int)min(view->bands - 1L, (BAND_START - 1 - value.exponent) / BAND_BITS + 1);
}

void put(const view_numbers *view, orbit *self, scaled delta)
{
    self->band = band_of(view, delta);
    double2 parts = to_doubles(scaled_by(delta, (long)BAND_BITS * self->band));
    self->x = parts.x;
    self->y = parts.y;
}

// Stores J after delta was stored.
void put_slope(const view_numbers *view, orbit *self, scaled slope, bool is_lost, scaled delta)
{
    int band = band_of(view, slope);
    self->slope_band = is_zero(delta) ? band : min(band, self->band);
    double2 parts = to_doubles(scaled_by(slope, (long)BAND_BITS * self->slope_band));
    self->slope_x = is_lost ? INFINITY : parts.x;
    self->slope_y = is_lost ? INFINITY : parts.y;
}

scaled pitch_of(const view_numbers *view) { return scaled_of(view->pitch, 0, view->unit); }

scaled element_at(const places *at, int m)
{
    double2 element = at->elements[m];
    if (element.x == 0 && element.y == 0) {
        int low = 0, high = at->view.small_count;
        while (low < high) {
            int middle = (low + high) / 2;
            if (at->small_indices[middle] < m) low = middle + 1;
            else high = middle;
        }
        if (low < at->view.small_count && at->small_indices[low] == m) return at->small_elements[low];
    }
    return scaled_of(element.x, element.y, 0);
}

// The block to try first at m = 1 in a band: |delta|^2 is below norm.
int first_block_of(const places *at, int band, double norm)
{
    int whole = whole_block_of(&at->view, band);
    if (row_of(at, band, whole)[6] >= norm) return whole;
    for (int number = 1; number <= leaf_base_of(&at->view, band); number *= 2)
        if (row_of(at, band, number)[6] >= norm) return number;
    return 0;
}

// Takes the next block or step with an exponent; see PerturbedEscapeTime.Scaled.cs and ScaledSlope.
void follow_scaled(const places *at, orbit *self, double re, double im, bool measured)
{
    const view_numbers *view = &at->view;
    scaled delta = scaled_of(self->x, self->y, -(long)BAND_BITS * self->band);
    scaled c = scaled_of(re, im, view->unit);
    scaled slope = { 0, 0, 0 };
    bool is_lost = measured && !(isfinite(self->slope_x) && isfinite(self->slope_y));
    if (measured && !is_lost) slope = scaled_of(self->slope_x, self->slope_y, -(long)BAND_BITS * self->slope_band);
    if (self->block != 0) {
        bool is_whole = self->block == whole_block_of(view, self->band);
        scaled_block block = at->blocks[is_whole ? 0 : self->block];
        long packed = (long)row_of(at, self->band, self->block)[7];
        int steps = (int)(packed & ((1L << NEXT_BITS) - 1)), next = (int)(packed >> NEXT_BITS);
        scaled product = times(block.q, delta);
        if (measured) slope = plus(times(plus(block.a, scaled_by(product, 1)), slope), times(block.b, pitch_of(view)));
        delta = plus(times(plus(block.a, product), delta), times(block.b, c));
        self->m += steps;
        self->n += steps;
        self->block = next < whole_block_of(view, band_of(view, delta)) ? next : 0;
    } else {
        int m = self->m;
        scaled z = element_at(at, m);
        scaled away = plus(z, delta);
        if (m == view->last || is_at_most(away, delta)) {
            delta = away;
            z = scaled_of(0, 0, 0);
            m = 0;
        }
        if (measured) slope = plus(times(scaled_by(plus(z, delta), 1), slope), pitch_of(view));
        delta = plus(times(plus(scaled_by(z, 1), delta), delta), c);
        self->m = m + 1;
        self->n++;
        int band = band_of(view, delta);
        if (m > 0)
            self->block = leaf_at(view, band, m + 1);
        else
            self->block = first_block_of(at, band, is_zero(delta) ? 0 : scale_by(1, 2 * (delta.exponent + (long)BAND_BITS * band) + 3));
    }
    put(view, self, delta);
    if (measured) put_slope(view, self, slope, is_lost, delta);
}

// Moves J to the band it belongs in, exactly.
void put_slope_in_band(orbit *self)
{
    double norm = fma(self->slope_x, self->slope_x, self->slope_y * self->slope_y);
    double factor = 1;
    int by = 0;
    if (self->slope_band > 0 && (norm >= BAND_END_NORM || self->slope_band > self->band)) {
        factor = BAND_SCALE;
        by = -1;
    } else if (norm < SMALLEST_NORM && self->slope_band < self->band) {
        factor = BAND_UNSCALE;
        by = 1;
    }
    self->slope_x *= factor;
    self->slope_y *= factor;
    self->slope_band += by;
}

// Follows an orbit until its way through the launch ends. Blocks that hold and single steps have one shape and share all
// arithmetic: only where numbers come from differs, so that neighbours at different places of the table go on side by side.
// banded and measured are constants wherever this is called: what they rule out costs nothing.
int follow(
    const places *at, const perturbed_leg *leg, orbit *self, global first_return *seen, double re, double im,
    bool banded, bool measured, uint *trips, uint *jumps, uint *single, double *modulus)
{
    const view_numbers *view = &at->view;
    double x = self->x, y = self->y;
    double smallest = view->bands == 1 ? -1 : SMALLEST_NORM;
    while (self->n <= leg->to) {
        if (*trips == leg->trips) return ON_ITS_WAY;
        ++*trips;
        int band = banded ? self->band : 0, m = self->m, steps = 1, next = 0;
        bool is_step = self->block == 0, fits = true;
        double norm = fma(x, x, y * y);
        double from_x = x, from_y = y, a_re, a_im, b_re, b_im, q_re, q_im;
        if (!is_step) {
            global const double *row = row_of(at, band, self->block);
            double2 tail = vload2(3, row);
            if (!(norm < tail.x)) {
                self->block = self->block < leaf_base_of(view, band) ? 2 * self->block : 0;
                continue;
            }
            double4 linear = vload4(0, row);
            double2 square = vload2(2, row);
            a_re = linear.x;
            a_im = linear.y;
            b_re = linear.z;
            b_im = linear.w;
            q_re = square.x;
            q_im = square.y;
            long packed = (long)tail.y;
            steps = (int)(packed & ((1L << NEXT_BITS) - 1));
            next = (int)(packed >> NEXT_BITS);
        } else {
            double2 element = at->elements[m], band_step = at->band_steps[band];
            a_re = element.x;
            a_im = element.y;
            b_re = band_step.x;
            q_re = band_step.y;
            b_im = q_im = 0;
            if (band > 0) {
                fits = !(fma(a_re, a_re, a_im * a_im) < NEAR_ZERO_NORM || m == view->last);
            } else {
                double z_re = a_re + x, z_im = a_im + y;
                double z_norm = fma(z_re, z_re, z_im * z_im);
                if (!(z_norm <= view->bound)) {
                    *modulus = z_norm;
                    return FREE;
                }
                if (z_norm <= norm || m == view->last) {
                    from_x = z_re;
                    from_y = z_im;
                    a_re = a_im = 0;
                    m = 0;
                }
            }
        }

        double h_re = fma(q_re, from_x, fma(-q_im, from_y, a_re + a_re));
        double h_im = fma(q_re, from_y, fma(q_im, from_x, a_im + a_im));
        double to_x = fma(h_re, from_x, fma(-h_im, from_y, fma(-b_im, im, b_re * re)));
        double to_y = fma(h_re, from_y, fma(h_im, from_x, fma(b_im, re, b_re * im)));
        double to_norm = fma(to_x, to_x, to_y * to_y);
        if (banded && (!(to_norm >= smallest) || (band > 0 && !(to_norm < LARGEST_NORM)))) fits = false;
        double to_slope_x = 0, to_slope_y = 0;
        if (measured) {
            double pitch = view->pitch;
            if (banded) {
                int before = band - self->slope_band;
                if (before < 0) fits = false;
                pitch *= before == 0 ? 1 : before == 1 ? BAND_SCALE : 0;
            }
            double g_re = fma(q_re, from_x, fma(-q_im, from_y, h_re));
            double g_im = fma(q_re, from_y, fma(q_im, from_x, h_im));
            to_slope_x = fma(g_re, self->slope_x, fma(-g_im, self->slope_y, b_re * pitch));
            to_slope_y = fma(g_re, self->slope_y, fma(g_im, self->slope_x, b_im * pitch));
            double sum = to_slope_x + to_slope_y;
            if (banded && self->slope_band > 0 && !(sum - sum == 0)) fits = false;
        }

        if (!banded || fits) {
            x = to_x;
            y = to_y;
            self->n += steps;
            self->m = m += steps;
            if (is_step) next = m == 1 ? (int)at->first_blocks[as_ulong(to_norm) >> 52] : leaf_at(view, band, m);
            self->block = next;
            *jumps += !is_step;
            *single += is_step;
            if (measured) {
                self->slope_x = to_slope_x;
                self->slope_y = to_slope_y;
            }
            if (banded) {
                if (band > 0 && to_norm >= BAND_END_NORM) {
                    x *= BAND_SCALE;
                    y *= BAND_SCALE;
                    self->band--;
                }
                if (measured) put_slope_in_band(self);
            }
        } else {
            self->x = x;
            self->y = y;
            follow_scaled(at, self, re, im, measured);
            x = self->x;
            y = self->y;
        }

        // At m = 1 with the very delta that it was there with before in this round: it goes round for ever.
        if ((leg->flags & SEEK_CYCLES) && is_step && self->m == 1) {
            if (isnan(seen->x)) {
                seen->x = x;
                seen->y = y;
                seen->band = self->band;
            } else if (seen->x == x && seen->y == y && seen->band == self->band) {
                return CYCLIC;
            }
        }
        self->x = x;
        self->y = y;
    }
    return PAST_THE_END;
}

// Puts every pixel's orbit where it begins.
kernel void begin(
    global double *field, global const double *columns, global const double *rows, global stored_orbit *orbits,
    global double2 *slopes, view_numbers view, uint first, uint count, int measured)
{
    if (get_global_id(0) >= count) return;
    uint pixel = first + (uint)get_global_id(0);
    scaled c = scaled_of(columns[pixel % view.width], rows[pixel / view.width], view.unit);
    scaled delta = times(view.head, c);
    orbit self;
    put(&view, &self, delta);
    stored_orbit stored = { self.x, self.y, view.head_index, view.head_index, 0, self.band, 0 };
    field[pixel] = NOT_A_NUMBER;
    if (measured) {
        put_slope(&view, &self, times(view.head, pitch_of(&view)), false, delta);
        stored.slope_band = self.slope_band;
        slopes[pixel] = (double2)(self.slope_x, self.slope_y);
        field[(size_t)view.pixels + pixel] = NOT_A_NUMBER;
    }
    orbits[pixel] = stored;
}

// What a group counts before it tells the others.
enum { OWN_ON, OWN_LATE, OWN_ESCAPED, OWN_LOW, OWN_HIGH, OWN_JUMPS, OWN_STEPS, OWN_TRIPS, ON_BASE, LATE_BASE, OWN };

void add_long(global uint *words, ulong number)
{
    uint before = atomic_add(words, (uint)number);
    uint high = (uint)(number >> 32) + (before + (uint)number < before);
    if (high != 0) atomic_add(words + 1, high);
}

// Follows pixels through a launch, and sorts those that go on into two lists: on their way, and past the round's end.
void follow_leg(
    places at, global double *field, global const double *columns, global const double *rows, global stored_orbit *orbits,
    global double2 *slopes, global first_return *returns, global const uint *input, global uint *output, global uint *late,
    global uint *counters, perturbed_leg leg, local uint *own, bool banded, bool measured)
{
    if (get_local_id(0) == 0)
        for (int i = 0; i < OWN; i++) own[i] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);

    int outcome = FREE;
    bool is_there = get_global_id(0) < leg.count;
    uint pixel = 0, place = 0;
    if (is_there) {
        pixel = leg.first + (uint)get_global_id(0);
        if (!(leg.flags & EVERY_PIXEL)) pixel = input[pixel];
        global stored_orbit *stored = orbits + pixel;
        // There is room for these only where they are sought.
        global first_return *seen = returns + ((leg.flags & SEEK_CYCLES) ? pixel : 0);
        if ((leg.flags & ROUND_BEGINS) && (leg.flags & SEEK_CYCLES)) seen->x = NOT_A_NUMBER;
        double re = columns[pixel % at.view.width], im = rows[pixel / at.view.width];
        orbit self = { stored->x, stored->y, 0, 0, stored->n, stored->m, stored->block, stored->band, stored->slope_band };
        if (measured) {
            double2 slope = slopes[pixel];
            self.slope_x = slope.x;
            self.slope_y = slope.y;
        }
        uint trips = 0, jumps = 0, steps = 0;
        double modulus = 0;
        outcome = follow(&at, &leg, &self, seen, re, im, banded, measured, &trips, &jumps, &steps, &modulus);
        if (outcome == FREE) {
            field[pixel] = leg.flags & SMOOTH ? smooth_count((double)self.n, modulus) : (double)self.n;
            if (measured) field[(size_t)at.view.pixels + pixel] = distance_of(modulus, self.slope_x, self.slope_y, -(long)BAND_BITS * self.slope_band);
            atomic_inc(own + OWN_ESCAPED);
        }
        if (outcome == FREE || outcome == CYCLIC) {
            uint before = atomic_add(own + OWN_LOW, (uint)self.n);
            uint high = (uint)((ulong)self.n >> 32) + (before + (uint)self.n < before);
            if (high != 0) atomic_add(own + OWN_HIGH, high);
        } else {
            stored->x = self.x;
            stored->y = self.y;
            stored->n = self.n;
            stored->m = self.m;
            stored->block = self.block;
            if (banded) stored->band = self.band;
            if (measured) {
                stored->slope_band = self.slope_band;
                slopes[pixel] = (double2)(self.slope_x, self.slope_y);
            }
            place = atomic_inc(own + (outcome == ON_ITS_WAY ? OWN_ON : OWN_LATE));
        }
        atomic_add(own + OWN_JUMPS, jumps);
        atomic_add(own + OWN_STEPS, steps);
        atomic_add(own + OWN_TRIPS, trips);
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    if (get_local_id(0) == 0) {
        own[ON_BASE] = atomic_add(counters + HANDED_ON, own[OWN_ON]);
        own[LATE_BASE] = atomic_add(counters + LATE, own[OWN_LATE]);
        atomic_add(counters + ESCAPED, own[OWN_ESCAPED]);
        add_long(counters + ITERATIONS_LOW, own[OWN_LOW] + ((ulong)own[OWN_HIGH] << 32));
        add_long(counters + JUMPS_LOW, own[OWN_JUMPS]);
        add_long(counters + STEPS_LOW, own[OWN_STEPS]);
        add_long(counters + TRIPS_LOW, own[OWN_TRIPS]);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (is_there && outcome == ON_ITS_WAY) output[own[ON_BASE] + place] = pixel;
    if (is_there && outcome == PAST_THE_END) late[own[LATE_BASE] + place] = pixel;
}

// One kernel for each kind of view, so that none pays for what another needs.
#define FOLLOW(name, banded, measured)                                                                                       \
    kernel void name(                                                                                                        \
        global double *field, global const double *columns, global const double *rows, global stored_orbit *orbits,         \
        global double2 *slopes, global const double *table, global const double2 *elements, global const double *first_blocks, \
        global const double2 *band_steps, global const int *small_indices, global const scaled *small_elements,             \
        global const scaled_block *blocks, global first_return *returns, view_numbers view, global const uint *input,       \
        global uint *output, global uint *late, global uint *counters, perturbed_leg leg)                                    \
    {                                                                                                                        \
        local uint own[OWN];                                                                                                 \
        places at = { view, table, elements, first_blocks, band_steps, small_indices, small_elements, blocks };              \
        follow_leg(                                                                                                          \
            at, field, columns, rows, orbits, slopes, returns, input, output, late, counters, leg, own, banded, measured);   \
    }

FOLLOW(follow_plain, false, false)
FOLLOW(follow_measured, false, true)
FOLLOW(follow_banded, true, false)
FOLLOW(follow_banded_measured, true, true)
