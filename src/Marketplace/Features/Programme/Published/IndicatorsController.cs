using System.Globalization;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Caching;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Programme.Published;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name, Duration = PublicCubes.FreshSeconds, VaryByQueryKeys = ["what", "where", "when", "version"])]
[Route("indicators")]
public sealed class IndicatorsController(ISender sender) : Controller
{
    public override void OnActionExecuting(ActionExecutingContext context) => HttpContext.CacheTagsOnly([PageCache.Figures]);

    [HttpGet]
    public async Task<IActionResult> Index(string? what, string? where, string? when, CancellationToken ct) =>
        await sender.Send(new ShowIndicators(what, where, when), ct) is { } model ? View("Index", model) : NotFound();

    [HttpGet("figures.csv")]
    public async Task<IActionResult> Download(string? what, string? where, string? when, CancellationToken ct)
    {
        if (await sender.Send(new ShowIndicators(what, where, when), ct) is not { } model)
        {
            return NotFound();
        }

        var csv = new CsvText().Row("section", "indicator", "place", "period", "value", "unit", "quality", "unallocated", "note", "definition_version", "vintage", "restated");
        var unit = PublicUnits.Of(model.Unit);
        foreach (var row in model.Tiles)
        {
            csv.Row("headline", row.Code, model.Where, model.When, Exact(row), PublicUnits.Of(Domain.Programme.HeadlineIndicators.UnitOf(row.Code)), row.Quality, Unallocated(row), Note(row), Number(row.DefinitionVersion), Number(row.Vintage), row.Restated);
        }

        foreach (var row in model.Trend)
        {
            csv.Row("period", model.What, model.Where, row.Code, Exact(row), unit, row.Quality, Unallocated(row), Note(row), Number(row.DefinitionVersion), Number(row.Vintage), row.Restated);
        }

        foreach (var row in model.Provinces)
        {
            csv.Row("place", model.What, row.Code, model.When, Exact(row), unit, row.Quality, Unallocated(row), Note(row), Number(row.DefinitionVersion), Number(row.Vintage), row.Restated);
        }

        return File(csv.ToBytes(), "text/csv; charset=utf-8", $"chi-tieu-{model.What}-{model.Where}-{model.When}.csv");
    }

    [HttpGet("{code}")]
    public async Task<IActionResult> Show(string code, int? version, CancellationToken ct) =>
        await sender.Send(new ShowDefinition(code, version), ct) is { } model ? View("Show", model) : NotFound();

    private static string Exact(PublicRow row) => row.Amount?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Number(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);

    private static string Unallocated(PublicRow row) => row.UnallocatedDong?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Note(PublicRow row) => row.Amount is null ? row.Text : "";
}

internal static class PublicUnits
{
    public static string Of(Domain.Programme.MeasureUnit unit) => unit switch
    {
        Domain.Programme.MeasureUnit.Dong => "VND",
        Domain.Programme.MeasureUnit.Persons => "persons",
        _ => "basis_points",
    };
}
