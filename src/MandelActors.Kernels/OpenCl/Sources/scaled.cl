// Complex numbers with an exponent of their own, operation by operation as Numerics/ScaledComplex.

// (re + i im) 2^exponent; the larger part is 1 to 2 in magnitude, or both are 0.
typedef struct {
    double re, im;
    long exponent;
} scaled;

int exponent_field(double value) { return (int)(as_ulong(value) >> 52) & 0x7FF; }

// For -1022 to 1023.
double power_of_two(long power) { return as_double((power + 1023) << 52); }

// value 2^power, rounded once wherever it lies: as .NET's Math.ScaleB for powers of -5000 to 5000.
double scale_by(double value, long power)
{
    power = clamp(power, -5000L, 5000L);
    for (int i = 0; i < 2 && power > 1023; i++, power -= 1023) value *= power_of_two(1023);
    for (int i = 0; i < 2 && power < -1022; i++, power += 969) value *= power_of_two(-969);
    return value * power_of_two(clamp(power, -1022L, 1023L));
}

scaled scaled_of(double re, double im, long exponent)
{
    scaled result = { 0, 0, 0 };
    int field = exponent_field(fmax(fabs(re), fabs(im)));
    if (field == 0 || field >= 2046) {
        if (re == 0 && im == 0) return result;
        // The subnormal and the largest numbers first come nearer.
        long away = field == 0 ? 64 : -64;
        re *= power_of_two(away);
        im *= power_of_two(away);
        exponent -= away;
        field = exponent_field(fmax(fabs(re), fabs(im)));
    }
    double scale = power_of_two(1023 - field);
    result.re = re * scale;
    result.im = im * scale;
    result.exponent = exponent + field - 1023;
    return result;
}

bool is_zero(scaled value) { return value.re == 0 && value.im == 0; }

scaled plus(scaled left, scaled right)
{
    if (is_zero(left)) return right;
    if (is_zero(right)) return left;
    long distance = left.exponent - right.exponent;
    if (distance < 0) {
        scaled other = left;
        left = right;
        right = other;
        distance = -distance;
    }
    if (distance > 64) return left;
    double scale = power_of_two(-distance);
    return scaled_of(left.re + right.re * scale, left.im + right.im * scale, left.exponent);
}

scaled times(scaled left, scaled right)
{
    return scaled_of(
        left.re * right.re - left.im * right.im,
        left.re * right.im + left.im * right.re,
        left.exponent + right.exponent);
}

// value 2^power, exactly.
scaled scaled_by(scaled value, long power)
{
    if (!is_zero(value)) value.exponent += power;
    return value;
}

double2 to_doubles(scaled value) { return (double2)(scale_by(value.re, value.exponent), scale_by(value.im, value.exponent)); }

// Whether |left|^2 is at most |right|^2, each rounded once per operation.
bool is_at_most(scaled left, scaled right)
{
    if (is_zero(left) || is_zero(right)) return is_zero(left);
    double left_norm = left.re * left.re + left.im * left.im, right_norm = right.re * right.re + right.im * right.im;
    int left_field = exponent_field(left_norm), right_field = exponent_field(right_norm);
    long above = 2 * left.exponent + left_field - (2 * right.exponent + right_field);
    if (above != 0) return above < 0;
    return left_norm * power_of_two(1023 - left_field) <= right_norm * power_of_two(1023 - right_field);
}
