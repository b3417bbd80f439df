#include "bench/w1/rows.h"

// By hand for AVX2: eight rows a step, as the file beside it; conditions are lanes of ones.

#if defined(__AVX2__)

#include <immintrin.h>

#include <cstring>

namespace reeve::bench {

namespace {

constexpr int set(std::initializer_list<int> values) {
    std::uint32_t bits = 0;
    for (const int value : values) bits |= 1U << value;
    return static_cast<int>(bits);
}

constexpr std::int64_t kDay = 86'400'000;

using Lanes = __m256i;

Lanes value(int v) { return _mm256_set1_epi32(v); }
Lanes all_of(Lanes a, Lanes b) { return _mm256_and_si256(a, b); }
Lanes bytes(const std::uint8_t* at) {
    return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(at)));
}
template <class T>
Lanes words(const T* at) {
    return _mm256_loadu_si256(reinterpret_cast<const Lanes*>(at));
}
Lanes above(Lanes a, int than) { return _mm256_cmpgt_epi32(a, value(than)); }
Lanes is(Lanes a, int v) { return _mm256_cmpeq_epi32(a, value(v)); }
/// Fewer than 31 values have bits.
Lanes in(Lanes a, int members) {
    const Lanes bit = all_of(_mm256_sllv_epi32(value(1), a), value(members));
    return _mm256_cmpgt_epi32(bit, _mm256_setzero_si256());
}
Lanes choose(Lanes holds, Lanes a, Lanes b) { return _mm256_blendv_epi8(b, a, holds); }

/// Whole numbers of less than 51 bits as binary64: put into the fraction of a large one.
__m256d real(Lanes wide) {
    const __m256d large = _mm256_set1_pd(0x1.8p52);
    return _mm256_sub_pd(_mm256_castsi256_pd(_mm256_add_epi64(_mm256_castpd_si256(large), wide)),
                         large);
}
Lanes not_negative(Lanes wide) {
    return _mm256_andnot_si256(_mm256_cmpgt_epi64(_mm256_setzero_si256(), wide), wide);
}
Lanes least(Lanes a, Lanes b) { return choose(_mm256_cmpgt_epi64(a, b), b, a); }
Lanes byte_mask(const std::uint8_t* at) {
    std::uint32_t four = 0;
    std::memcpy(&four, at, sizeof four);
    return _mm256_cmpgt_epi64(_mm256_cvtepu8_epi64(_mm_cvtsi32_si128(static_cast<int>(four))),
                              _mm256_setzero_si256());
}

struct Moving {
    __m128i whole;
    int unsure;
};

/// Four rows of what moves, in thousandths.
Moving move(const Rows& r, std::uint32_t i, __m256d multiplied) {
    const Lanes one = _mm256_set1_epi64x(1);
    const Lanes age = not_negative(_mm256_add_epi64(
        words(r.age_base + i), all_of(byte_mask(r.age_runs + i), _mm256_set1_epi64x(r.slots[0]))));
    std::uint32_t four = 0;
    std::memcpy(&four, r.sla_clock + i, sizeof four);
    const Lanes clock = _mm256_cvtepu8_epi64(_mm_cvtsi32_si128(static_cast<int>(four)));
    const auto slot = [&](int number) {
        return all_of(_mm256_cmpeq_epi64(clock, _mm256_set1_epi64x(number)),
                      _mm256_set1_epi64x(r.slots[number]));
    };
    const Lanes measured =
        not_negative(_mm256_add_epi64(words(r.sla_base + i), _mm256_or_si256(slot(0), slot(1))));
    const Lanes length = words(r.sla_total + i);
    const Lanes something = _mm256_cmpgt_epi64(length, _mm256_setzero_si256());
    const __m256d used = real(choose(something, measured, least(measured, one)));
    const __m256d promised = real(choose(something, length, one));
    const __m256d x = _mm256_div_pd(used, promised);
    __m256d slope = _mm256_setzero_pd(), offset = _mm256_setzero_pd();
    const auto piece = [&](double from, double at_from, double by) {
        const __m256d reached = _mm256_cmp_pd(x, _mm256_set1_pd(from), _CMP_GE_OQ);
        slope = _mm256_blendv_pd(slope, _mm256_set1_pd(by), reached);
        offset = _mm256_blendv_pd(offset, _mm256_set1_pd(at_from - by * from), reached);
    };
    piece(0, 0, 50'000);
    piece(0.2, 10'000, 100'000);
    piece(0.4, 30'000, 225'000);
    piece(0.6, 75'000, 425'000);
    piece(0.8, 160'000, 1'200'000);
    piece(1.0, 400'000, 600'000);
    piece(1.2, 520'000, 80'000 / 0.3);
    piece(1.5, 600'000, 0);
    const __m256d age_real = real(age);
    const __m256d aged = _mm256_min_pd(_mm256_mul_pd(age_real, _mm256_set1_pd(2'000.0 / 3'600'000)),
                                       _mm256_set1_pd(160'000));
    __m256d moving = _mm256_add_pd(aged, _mm256_fmadd_pd(slope, x, offset));
    const __m256d error =
        _mm256_fmadd_pd(_mm256_add_pd(age_real, promised), _mm256_set1_pd(1.3 * kSlopeLost),
                        _mm256_set1_pd(1.3 * kLost));
    moving = _mm256_blendv_pd(moving, _mm256_mul_pd(moving, _mm256_set1_pd(1.2)), multiplied);
    const __m256d whole = _mm256_round_pd(moving, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m256d distance = _mm256_andnot_pd(_mm256_set1_pd(-0.0), _mm256_sub_pd(moving, whole));
    return {_mm256_cvtpd_epi32(whole),
            _mm256_movemask_pd(
                _mm256_cmp_pd(_mm256_add_pd(distance, error), _mm256_set1_pd(0.5), _CMP_NLT_UQ))};
}

/// Eight rows of what stands still.
struct Still {
    Lanes channel, product, tier, contacts, reopened, vulnerable, complaint;
    Lanes amount, balance, region, language, far;

    Still(const Rows& r, std::uint32_t i)
        : channel(bytes(r.channel + i)),
          product(bytes(r.product + i)),
          tier(bytes(r.tier + i)),
          contacts(bytes(r.contacts + i)),
          reopened(bytes(r.reopened + i)),
          vulnerable(above(bytes(r.vulnerable + i), 0)),
          complaint(above(bytes(r.complaint + i), 0)),
          amount(words(r.amount + i)),
          balance(words(r.balance + i)) {
        region = _mm256_i32gather_epi32(reinterpret_cast<const int*>(r.region_bits),
                                        words(r.region + i), 1);
        language = _mm256_i32gather_epi32(reinterpret_cast<const int*>(r.language_bits),
                                          words(r.language + i), 1);
        const Lanes since = _mm256_set1_epi64x(r.slots[0] - 45 * kDay);
        const Lanes low = _mm256_cmpgt_epi64(since, words(r.happened + i));
        const Lanes high = _mm256_cmpgt_epi64(since, words(r.happened + i + 4));
        // Two words of ones become one; in the order of the rows again.
        far = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8);
    }

    [[nodiscard]] static Lanes bit(Lanes a, int b) { return is(all_of(a, value(b)), b); }

    [[nodiscard]] Lanes segment() const {
        Lanes segment = value(12);
        const auto line = [&](Lanes holds, int number) {
            segment = choose(holds, value(number), segment);
        };
        line(_mm256_cmpgt_epi32(value(25'000), amount), 11);
        line(all_of(in(channel, set({0, 1, 4})), above(contacts, 3)), 10);
        line(all_of(is(product, 2), bit(region, 1)), 9);
        line(far, 8);
        line(above(balance, 500'000), 7);
        line(all_of(is(channel, 6), above(tier, 0)), 6);
        line(in(product, set({12, 13, 14, 15, 16, 17})), 5);
        line(all_of(complaint, _mm256_or_si256(above(contacts, 7), above(reopened, 2))), 4);
        line(all_of(above(amount, 10'000'000), above(tier, 1)), 3);
        line(above(amount, 50'000'000), 2);
        line(all_of(vulnerable, in(product, set({3, 4, 10, 11}))), 1);
        line(all_of(complaint, in(product, set({8, 9}))), 0);
        return segment;
    }

    [[nodiscard]] Lanes total(Lanes segment) const {
        const Lanes low = _mm256_setr_epi32(400'000, 450'000, 360'000, 280'000, 310'000, 190'000,
                                            175'000, 140'000);
        const Lanes high = _mm256_setr_epi32(155'000, 165'000, 120'000, 105'000, 100'000, 0, 0, 0);
        Lanes total = choose(above(segment, 7), _mm256_permutevar8x32_epi32(high, segment),
                             _mm256_permutevar8x32_epi32(low, segment));
        const auto add = [&](Lanes holds, int points) {
            total = _mm256_add_epi32(total, all_of(holds, value(points)));
        };
        add(vulnerable, 150'000);
        add(complaint, 90'000);
        add(is(tier, 3), 60'000);
        add(is(tier, 2), 30'000);
        add(above(amount, 5'000'000), 45'500);
        add(all_of(above(amount, 1'000'000), above(tier, 0)), 20'250);
        add(in(product, set({0, 1, 3, 4, 13})), 35'000);
        add(in(channel, set({2, 4, 7})), 25'000);
        add(is(channel, 5), -15'000);
        add(above(contacts, 2), 12'000);
        add(above(reopened, 1), 28'000);
        add(bit(region, 2), 33'000);
        add(bit(language, 1), 8'000);
        add(above(balance, 100'000), 17'500);
        return total;
    }
};

}  // namespace

void intrinsics_256(const Rows& r, const Answers& answers) {
    for (std::uint32_t i = 0; i < r.count; i += 8) {
        const Still still(r, i);
        const Lanes segment = still.segment();
        const __m128i half =
            _mm_packs_epi32(_mm256_castsi256_si128(segment), _mm256_extracti128_si256(segment, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(answers.segment + i),
                         _mm_packs_epi16(half, half));
        Lanes total = still.total(segment);
        const Lanes multiplied = _mm256_or_si256(is(still.channel, 6), is(still.tier, 3));
        const Lanes fifth =
            _mm256_cvtps_epi32(_mm256_div_ps(_mm256_cvtepi32_ps(total), _mm256_set1_ps(5)));
        total = _mm256_add_epi32(total, all_of(multiplied, fifth));
        const auto wide = [](__m128i mask) {
            return _mm256_castsi256_pd(_mm256_cvtepi32_epi64(mask));
        };
        const Moving low = move(r, i, wide(_mm256_castsi256_si128(multiplied)));
        const Moving high = move(r, i + 4, wide(_mm256_extracti128_si256(multiplied, 1)));
        total = _mm256_add_epi32(total, _mm256_set_m128i(high.whole, low.whole));
        total = _mm256_max_epi32(_mm256_min_epi32(total, value(2'000'000)), _mm256_setzero_si256());
        _mm256_storeu_si256(reinterpret_cast<Lanes*>(answers.priority + i), total);
        const auto unsure = static_cast<std::uint64_t>(low.unsure | high.unsure << 4);
        const std::uint64_t marks = _pdep_u64(unsure, 0x0101'0101'0101'0101);
        std::memcpy(answers.unsure + i, &marks, sizeof marks);
    }
}

}  // namespace reeve::bench

#endif
