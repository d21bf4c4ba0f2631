// The distance of a pixel that has escaped, in pixels, from |z|^2 and dz/dp = (x + i y) 2^exponent, operation by operation as
// Fractals/DistanceEstimate.
double distance_of(double squared_modulus, double slope_x, double slope_y, long exponent)
{
    if (!(isfinite(slope_x) && isfinite(slope_y))) return 0;
    scaled slope = scaled_of(slope_x, slope_y, exponent);
    if (is_zero(slope)) return INFINITY;
    squared_modulus = squared_modulus <= DBL_MAX ? squared_modulus : DBL_MAX;
    double norm = slope.re * slope.re + slope.im * slope.im;
    double distance = sqrt(squared_modulus) * (0.34657359027997264 * binary_logarithm(squared_modulus)) / sqrt(norm);
    return scale_by(distance, -slope.exponent);
}
