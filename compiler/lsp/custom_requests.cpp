#include "compiler/lsp/context.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/error_pages.h"
#include "compiler/driver/embedded_library.h"
#include "compiler/ide/hints.h"

#include <algorithm>

// Requests of our own; docs/editors.md says what goes in and comes out.

namespace reeve::lsp {

Answer library_text(Context& /*ctx*/, const json::object& params) {
    std::string name(text_at(params, "uri"));
    const std::string pages = std::string(kLibraryScheme) + "errors/";
    if (name.starts_with(pages)) {
        const std::string code = name.substr(pages.size(), name.find('.') - pages.size());
        const auto number = diagnostics::parse_code(code);
        const std::string_view page =
            number ? diagnostics::error_page(*number) : std::string_view();
        if (page.empty()) return nullptr;
        return json::object{{"text", page}};
    }
    const std::string prefix = std::string(kLibraryScheme) + "stdlib/";
    constexpr std::string_view kSuffix = ".reeve";
    if (!name.starts_with(prefix) || !name.ends_with(kSuffix)) return nullptr;
    name = name.substr(prefix.size(), name.size() - prefix.size() - kSuffix.size());
    std::ranges::replace(name, '/', '.');
    const auto text = driver::embedded_library(name);
    if (!text) return nullptr;
    return json::object{{"text", *text}};
}

Answer table_gaps(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const ide::Lens& lens : ide::lenses(*at->program, at->file)) {
        if (lens.kind == ide::Lens::Kind::Gap)
            out.push_back(json::object{{"table", at->program->sources().text(lens.name)},
                                       {"range", range(ctx, lens.name)},
                                       {"gap", lens.title}});
    }
    return out;
}

Answer plot_curve(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const ide::Curve& curve : ide::curves(*at->program, at->file)) {
        json::array points;
        for (const ide::Curve::Point& point : curve.points)
            points.push_back(json::object{{"at", point.at}, {"x", point.x}, {"y", point.y}});
        out.push_back(json::object{{"range", range(ctx, curve.span)},
                                   {"subject", curve.subject},
                                   {"steps", curve.steps},
                                   {"points", std::move(points)}});
    }
    return out;
}

}  // namespace reeve::lsp
