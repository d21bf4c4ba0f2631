// As many multiply-adds as the device can do: eight chains that do not wait for one another.
#define CHAINS(type) \
    type a = start + (type)get_global_id(0), b = a + 1, c = a + 2, d = a + 3, e = a + 4, f = a + 5, g = a + 6, h = a + 7; \
    for (uint i = 0; i < turns; i++) { \
        a = fma(a, factor, b); b = fma(b, factor, c); c = fma(c, factor, d); d = fma(d, factor, a); \
        e = fma(e, factor, f); f = fma(f, factor, g); g = fma(g, factor, h); h = fma(h, factor, e); \
    } \
    output[get_global_id(0)] = a + b + c + d + e + f + g + h;

kernel void peak_float(global float *output, uint turns, float start, float factor) { CHAINS(float) }

#ifdef cl_khr_fp64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
kernel void peak_double(global double *output, uint turns, double start, double factor) { CHAINS(double) }
#endif
