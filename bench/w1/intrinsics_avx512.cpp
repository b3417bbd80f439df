#include "bench/w1/rows.h"

#include <algorithm>

// The rules of w1.reeve by hand for the vectors of x86-64: the mark that generated code is held
// against. Sixteen rows a step with AVX-512, eight with AVX2; integers in 32 bits; sets of choices
// as bits; what moves in binary64.

#if defined(__AVX512F__)

#include <immintrin.h>

namespace reeve::bench {

namespace {

constexpr std::uint32_t set(std::initializer_list<int> values) {
    std::uint32_t bits = 0;
    for (const int value : values) bits |= 1U << value;
    return bits;
}

constexpr std::int64_t kDay = 86'400'000;

/// The curve's pieces by tenths of the promise, in thousandths: value = slope * x + offset.
struct Pieces {
    double slope[16], offset[16];
};
constexpr Pieces pieces() {
    constexpr double kAt[] = {0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5};
    constexpr double kValue[] = {0, 10'000, 30'000, 75'000, 160'000, 400'000, 520'000, 600'000};
    Pieces result{};
    for (int tenth = 0; tenth < 16; ++tenth) {
        int i = 0;
        while (i < 7 && kAt[i + 1] * 10 <= tenth + 1e-9) ++i;
        const double slope = i == 7 ? 0 : (kValue[i + 1] - kValue[i]) / (kAt[i + 1] - kAt[i]);
        result.slope[tenth] = slope;
        result.offset[tenth] = kValue[i] - slope * kAt[i];
    }
    return result;
}
constexpr Pieces kPieces = pieces();

/// Eight rows of what moves, in thousandths.
struct Moving512 {
    __m512d whole;
    __mmask8 unsure;
};

Moving512 move_512(const Rows& r, std::uint32_t i, __mmask8 multiplied) {
    const __m512i zero = _mm512_setzero_si512();
    const __m512i one = _mm512_set1_epi64(1);
    const auto runs = _mm_test_epi8_mask(
        _mm_loadl_epi64(reinterpret_cast<const __m128i*>(r.age_runs + i)), _mm_set1_epi8(-1));
    const __m512i base = _mm512_loadu_si512(r.age_base + i);
    const __m512i age = _mm512_max_epi64(_mm512_mask_add_epi64(base, static_cast<__mmask8>(runs),
                                                               base, _mm512_set1_epi64(r.slots[0])),
                                         zero);
    const __m512i clock =
        _mm512_cvtepu8_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(r.sla_clock + i)));
    const __m512i slots = _mm512_maskz_loadu_epi64(7, r.slots);
    const __m512i measured =
        _mm512_max_epi64(_mm512_add_epi64(_mm512_loadu_si512(r.sla_base + i),
                                          _mm512_permutexvar_epi64(clock, slots)),
                         zero);
    const __m512i length = _mm512_loadu_si512(r.sla_total + i);
    const __mmask8 nothing = _mm512_cmple_epi64_mask(length, zero);
    const __m512i used = _mm512_mask_min_epi64(measured, nothing, measured, one);
    const __m512d promised = _mm512_cvtepi64_pd(_mm512_max_epi64(length, one));
    const __m512d x = _mm512_div_pd(_mm512_cvtepi64_pd(used), promised);
    const __m512d age_real = _mm512_cvtepi64_pd(age);
    // A curve has no jumps, so that a tenth that is one too low or too high does not matter.
    const __m512i tenth = _mm512_cvtepi32_epi64(_mm512_cvttpd_epi32(
        _mm512_min_pd(_mm512_mul_pd(x, _mm512_set1_pd(10)), _mm512_set1_pd(15))));
    const __m512d slope = _mm512_permutex2var_pd(_mm512_loadu_pd(kPieces.slope), tenth,
                                                 _mm512_loadu_pd(kPieces.slope + 8));
    const __m512d offset = _mm512_permutex2var_pd(_mm512_loadu_pd(kPieces.offset), tenth,
                                                  _mm512_loadu_pd(kPieces.offset + 8));
    const __m512d aged = _mm512_min_pd(_mm512_mul_pd(age_real, _mm512_set1_pd(2'000.0 / 3'600'000)),
                                       _mm512_set1_pd(160'000));
    __m512d moving = _mm512_add_pd(aged, _mm512_fmadd_pd(slope, x, offset));
    __m512d error = _mm512_fmadd_pd(_mm512_add_pd(age_real, promised),
                                    _mm512_set1_pd(1.3 * kSlopeLost), _mm512_set1_pd(1.3 * kLost));
    moving = _mm512_mask_mul_pd(moving, multiplied, moving, _mm512_set1_pd(1.2));
    const __m512d whole =
        _mm512_roundscale_pd(moving, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512d distance = _mm512_abs_pd(_mm512_sub_pd(moving, whole));
    return {whole,
            _mm512_cmp_pd_mask(_mm512_add_pd(distance, error), _mm512_set1_pd(0.5), _CMP_NLT_UQ)};
}

__m512i value(int v) { return _mm512_set1_epi32(v); }
__mmask16 bit_in(__m512i bit, std::uint32_t members) {
    return _mm512_test_epi32_mask(bit, _mm512_set1_epi32(static_cast<int>(members)));
}
__m128i load(const std::uint8_t* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}
__mmask16 least(__m128i bytes, int at) {
    return _mm_cmpge_epu8_mask(bytes, _mm_set1_epi8(static_cast<char>(at)));
}
__mmask16 is(__m128i bytes, int at) {
    return _mm_cmpeq_epi8_mask(bytes, _mm_set1_epi8(static_cast<char>(at)));
}
__mmask16 yes(__m128i bytes) { return _mm_test_epi8_mask(bytes, bytes); }
__mmask16 above(__m512i money, int cents) { return _mm512_cmpgt_epi32_mask(money, value(cents)); }

/// Sixteen rows of what stands still.
struct Still512 {
    __m128i channel, product, tier, contacts, reopened;
    __mmask16 vulnerable, complaint, far;
    __m512i channel_bit, product_bit, amount, balance, region, language;

    Still512(const Rows& r, std::uint32_t i)
        : channel(load(r.channel + i)),
          product(load(r.product + i)),
          tier(load(r.tier + i)),
          contacts(load(r.contacts + i)),
          reopened(load(r.reopened + i)),
          vulnerable(yes(load(r.vulnerable + i))),
          complaint(yes(load(r.complaint + i))) {
        channel_bit = _mm512_sllv_epi32(value(1), _mm512_cvtepu8_epi32(channel));
        product_bit = _mm512_sllv_epi32(value(1), _mm512_cvtepu8_epi32(product));
        amount = _mm512_loadu_si512(r.amount + i);
        balance = _mm512_loadu_si512(r.balance + i);
        region = _mm512_i32gather_epi32(_mm512_loadu_si512(r.region + i), r.region_bits, 1);
        language = _mm512_i32gather_epi32(_mm512_loadu_si512(r.language + i), r.language_bits, 1);
        const __m512i since = _mm512_set1_epi64(r.slots[0] - 45 * kDay);
        far =
            _mm512_kunpackb(_mm512_cmplt_epi64_mask(_mm512_loadu_si512(r.happened + i + 8), since),
                            _mm512_cmplt_epi64_mask(_mm512_loadu_si512(r.happened + i), since));
    }

    [[nodiscard]] __m512i segment() const {
        __m512i segment = value(12);
        const auto choose = [&](__mmask16 holds, int number) {
            segment = _mm512_mask_mov_epi32(segment, holds, value(number));
        };
        choose(_mm512_cmplt_epi32_mask(amount, value(25'000)), 11);
        choose(bit_in(channel_bit, set({0, 1, 4})) & least(contacts, 4), 10);
        choose(is(product, 2) & bit_in(region, 1), 9);
        choose(far, 8);
        choose(above(balance, 500'000), 7);
        choose(is(channel, 6) & least(tier, 1), 6);
        choose(bit_in(product_bit, set({12, 13, 14, 15, 16, 17})), 5);
        choose(complaint & (least(contacts, 8) | least(reopened, 3)), 4);
        choose(above(amount, 10'000'000) & least(tier, 2), 3);
        choose(above(amount, 50'000'000), 2);
        choose(vulnerable & bit_in(product_bit, set({3, 4, 10, 11})), 1);
        choose(complaint & bit_in(product_bit, set({8, 9})), 0);
        return segment;
    }

    [[nodiscard]] __m512i total(__m512i segment) const {
        const __m512i base =
            _mm512_setr_epi32(400'000, 450'000, 360'000, 280'000, 310'000, 190'000, 175'000,
                              140'000, 155'000, 165'000, 120'000, 105'000, 100'000, 0, 0, 0);
        __m512i total = _mm512_permutexvar_epi32(segment, base);
        const auto add = [&](__mmask16 holds, int points) {
            total = _mm512_mask_add_epi32(total, holds, total, value(points));
        };
        add(vulnerable, 150'000);
        add(complaint, 90'000);
        add(is(tier, 3), 60'000);
        add(is(tier, 2), 30'000);
        add(above(amount, 5'000'000), 45'500);
        add(above(amount, 1'000'000) & least(tier, 1), 20'250);
        add(bit_in(product_bit, set({0, 1, 3, 4, 13})), 35'000);
        add(bit_in(channel_bit, set({2, 4, 7})), 25'000);
        add(is(channel, 5), -15'000);
        add(least(contacts, 3), 12'000);
        add(least(reopened, 2), 28'000);
        add(bit_in(region, 2), 33'000);
        add(bit_in(language, 1), 8'000);
        add(above(balance, 100'000), 17'500);
        return total;
    }
};

}  // namespace

void intrinsics_512(const Rows& r, const Answers& answers) {
    for (std::uint32_t i = 0; i < r.count; i += 16) {
        const Still512 still(r, i);
        const __m512i segment = still.segment();
        _mm_storeu_si128(reinterpret_cast<__m128i*>(answers.segment + i),
                         _mm512_cvtepi32_epi8(segment));
        __m512i total = still.total(segment);
        const __mmask16 multiplied = is(still.channel, 6) | is(still.tier, 3);
        // Both sides are below 2^23, so that the quotient rounds as the exact one; a fifth has no
        // ties.
        const __m512i fifth =
            _mm512_cvtps_epi32(_mm512_div_ps(_mm512_cvtepi32_ps(total), _mm512_set1_ps(5)));
        total = _mm512_mask_add_epi32(total, multiplied, total, fifth);
        const Moving512 low = move_512(r, i, static_cast<__mmask8>(multiplied));
        const Moving512 high = move_512(r, i + 8, static_cast<__mmask8>(multiplied >> 8));
        const __m512i moved =
            _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtpd_epi32(low.whole)),
                               _mm512_cvtpd_epi32(high.whole), 1);
        total = _mm512_add_epi32(total, moved);
        total = _mm512_max_epi32(_mm512_min_epi32(total, value(2'000'000)), value(0));
        _mm512_storeu_si512(answers.priority + i, total);
        const __mmask16 unsure = _mm512_kunpackb(high.unsure, low.unsure);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(answers.unsure + i),
                         _mm_maskz_set1_epi8(unsure, 1));
    }
}

}  // namespace reeve::bench

#endif
