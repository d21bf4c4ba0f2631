// Fields to pixels of 8 bits a channel, by the operations of Imaging/Colour: whole numbers and doubles rounded correctly, so every
// byte is FieldColouring's. An item has four pixels where bytes are written: three words of colours, or one of indices.

// How numbers become indices. Laid out as ColourLeg in C#.
typedef struct {
    double factor;         // period, turns or contrast
    double offset;
    double first, scale;   // of the guide: the least number, and what a distance from it is multiplied by
    ulong values;          // where in the field the numbers lie that get colours
    uint kind;
    uint entries;          // the interior's index
    uint knots, cells;     // lengths of knots and guide
    uint from, to;         // pixels, or groups of four, that the launch takes
    uint pixels;           // of the picture
    uint samples;
    uint flags;
    uint unused;
} colour_leg;

enum { CYCLE, DISTANCE, HISTOGRAM, TABLE, EXPONENT };
enum { FIRST_SAMPLE = 1, SHADED = 2 };

// frac(place) of a turn in entries; it can round up to 1 from just below a whole turn.
uint place_on_turn(double place, uint entries)
{
    double share = place - floor(place);
    return isnan(share) ? entries : (uint)fmin(share * entries, (double)entries - 1);
}

// HistogramIndex.Share. The knots are counts, then shares.
double histogram_share(double count, colour_leg leg, global const double *knots, global const int *guide)
{
    if (leg.knots == 0) return 0;
    global const double *shares = knots + leg.knots;
    if (count <= knots[0]) return shares[0];
    if (count >= knots[leg.knots - 1]) return shares[leg.knots - 1];
    double distance = 1 + (count - leg.first) * leg.scale;
    int key = (int)min((as_long(distance) - 0x3FF0000000000000L) >> 44, (long)leg.cells - 2);
    int at = guide[key], end = guide[key + 1];
    while (at < end) {
        int middle = (at + end + 1) / 2;
        if (knots[middle] <= count) at = middle;
        else end = middle - 1;
    }
    return shares[at] + (shares[at + 1] - shares[at]) * ((count - knots[at]) / (knots[at + 1] - knots[at]));
}

uint index_of(double value, colour_leg leg, global const double *knots, global const int *guide)
{
    switch (leg.kind) {
    case DISTANCE:
        if (isnan(value)) return leg.entries;
        value = binary_logarithm(1 + fmin(value, 1e30));
        return place_on_turn(value / leg.factor + leg.offset, leg.entries);
    case HISTOGRAM:
        if (!isfinite(value)) return leg.entries;
        return place_on_turn(histogram_share(value, leg, knots, guide) * leg.factor + leg.offset, leg.entries);
    case TABLE:
        if (!isfinite(value)) return leg.entries;
        return (uint)guide[(uint)fmin(fmax(value - 2, 1.0), (double)leg.cells - 1)];
    case EXPONENT: {
        // The guide is places, one for every number of thresholds and the interior's, then the thresholds that cells begin with.
        double argument = value * leg.factor;
        if (isnan(argument)) return (uint)guide[leg.entries];
        int cell = (int)fmin(fmax((argument - leg.first) * leg.scale, 0.0), (double)leg.cells - 1);
        int reached = guide[leg.entries + 1 + cell];
        // The last threshold is NaN.
        while (knots[reached] <= argument) reached++;
        return (uint)guide[reached];
    }
    default:
        return place_on_turn(value / leg.factor + leg.offset, leg.entries);
    }
}

// Four pixels of three bytes, red in the lowest, as three words.
void write_four(global uint *pixels, uint four, uint4 colours)
{
    pixels[3 * four] = colours.x | colours.y << 24;
    pixels[3 * four + 1] = colours.y >> 8 | colours.z << 16;
    pixels[3 * four + 2] = colours.z >> 16 | colours.w << 8;
}

kernel void write_colours(
    global const double *field, global const double *knots, global const int *guide, global const uint *packed, global uint *pixels, colour_leg leg)
{
    uint four = leg.from + (uint)get_global_id(0);
    if (four >= leg.to) return;
    uint colours[4];
    for (uint i = 0; i < 4; i++) {
        uint pixel = 4 * four + i;
        colours[i] = pixel < leg.pixels ? packed[index_of(field[leg.values + pixel], leg, knots, guide)] : 0;
    }
    write_four(pixels, four, (uint4)(colours[0], colours[1], colours[2], colours[3]));
}

// Indices; says whether one was needed that is no byte.
kernel void write_indices(
    global const double *field, global const double *knots, global const int *guide, global uint *exceeds, global uint *pixels, colour_leg leg)
{
    uint four = leg.from + (uint)get_global_id(0);
    if (four >= leg.to) return;
    uint word = 0;
    for (uint i = 0; i < 4; i++) {
        uint pixel = 4 * four + i;
        uint index = pixel < leg.pixels ? index_of(field[leg.values + pixel], leg, knots, guide) : 0;
        if (index > 255) *exceeds = 1;
        word |= (index & 255) << 8 * i;
    }
    pixels[four] = word;
}

// Adds the light of a sample, channel by channel of the whole picture.
kernel void add_light(
    global const double *field, global const double *knots, global const int *guide, global const uint *linear, global uint *light, colour_leg leg)
{
    uint pixel = leg.from + (uint)get_global_id(0);
    if (pixel >= leg.to) return;
    global const uint *colour = linear + 3 * index_of(field[leg.values + pixel], leg, knots, guide);
    ulong shade = 256;
    if (leg.flags & SHADED) {
        double distance = field[(ulong)leg.pixels + pixel];
        if (distance < 1) shade = (ulong)(distance * 256 + 0.5);
    }
    for (uint channel = 0; channel < 3; channel++) {
        global uint *sum = light + (ulong)channel * leg.pixels + pixel;
        uint share = (uint)(colour[channel] * shade / 256);
        *sum = leg.flags & FIRST_SAMPLE ? share : *sum + share;
    }
}

uint level_of(uint sum, uint samples, global const uchar *levels) { return levels[((sum + samples / 2) / samples + 128) >> 8]; }

// The levels of mean light.
kernel void write_levels(global const uint *light, global const uchar *levels, global uint *pixels, colour_leg leg)
{
    uint four = leg.from + (uint)get_global_id(0);
    if (four >= leg.to) return;
    uint colours[4];
    for (uint i = 0; i < 4; i++) {
        ulong pixel = 4 * (ulong)four + i;
        colours[i] = pixel >= leg.pixels ? 0
            : level_of(light[pixel], leg.samples, levels)
            | level_of(light[leg.pixels + pixel], leg.samples, levels) << 8
            | level_of(light[2 * (ulong)leg.pixels + pixel], leg.samples, levels) << 16;
    }
    write_four(pixels, four, (uint4)(colours[0], colours[1], colours[2], colours[3]));
}

// Some numbers of a field, by their places.
kernel void take_at(global const double *field, global const int *places, global double *values, uint count)
{
    uint item = (uint)get_global_id(0);
    if (item < count) values[item] = field[places[item]];
}

// Every so manieth number of a field.
kernel void take_every(global const double *field, global double *values, uint count, uint step)
{
    uint item = (uint)get_global_id(0);
    if (item < count) values[item] = field[(ulong)item * step];
}

// The least and the largest finite number that each item meets, every item taking each so manieth.
kernel void find_range(global const double *field, global double *ranges, uint count)
{
    uint item = (uint)get_global_id(0);
    double least = INFINITY, largest = -INFINITY;
    for (ulong i = item; i < count; i += get_global_size(0)) {
        if (!isfinite(field[i])) continue;
        least = fmin(least, field[i]);
        largest = fmax(largest, field[i]);
    }
    ranges[2 * item] = least;
    ranges[2 * item + 1] = largest;
}
