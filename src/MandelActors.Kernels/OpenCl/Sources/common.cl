// What every program begins with. Nothing may be contracted or reassociated: the twins in C# round after each operation
// and fuse only where fma is written.
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

// .NET's double.NaN, to the bit.
#define NOT_A_NUMBER as_double(0xFFF8000000000000UL)

// Counters of a launch: pixels handed on, pixels that escaped, and iterations as two words of 32 bits, for 64 bits count
// atomically only where an extension is.
enum { HANDED_ON, ESCAPED, ITERATIONS_LOW, ITERATIONS_HIGH, COUNTERS };

// Adds to a counter of two words.
void add_iterations(global uint *counters, uint number)
{
    uint before = atomic_add(counters + ITERATIONS_LOW, number);
    if (before + number < before) atomic_inc(counters + ITERATIONS_HIGH);
}

// log2 of 1 ... the largest finite double, operation by operation as Numerics/BinaryLogarithm.
double binary_logarithm(double value)
{
    const double factor = 2.885390081777926814719849362;
    long bits = as_long(value);
    long exponent = (long)((ulong)(bits - 0x3FE6A09E667F3BCDL) >> 52);
    double f = as_double(bits - (exponent << 52));
    double s = (f - 1) / (f + 1);
    double z = s * s;
    double sum = factor / 19;
    sum = fma(sum, z, factor / 17);
    sum = fma(sum, z, factor / 15);
    sum = fma(sum, z, factor / 13);
    sum = fma(sum, z, factor / 11);
    sum = fma(sum, z, factor / 9);
    sum = fma(sum, z, factor / 7);
    sum = fma(sum, z, factor / 5);
    sum = fma(sum, z, factor / 3);
    sum = fma(sum, z, factor);
    return fma(s, sum, (double)exponent);
}

// The smooth count of a point that escaped, as Fractals/SmoothCount.
double smooth_count(double n, double squared_modulus)
{
    double log = binary_logarithm(squared_modulus <= DBL_MAX ? squared_modulus : DBL_MAX);
    return n + 2 - binary_logarithm(log);
}

// A pixel that is still undecided: its place in the field, where its orbit stands, and where it stood when the round began.
typedef struct {
    double x, y;
    double saved_x, saved_y;
    uint pixel;
    uint unused;
} survivor;
