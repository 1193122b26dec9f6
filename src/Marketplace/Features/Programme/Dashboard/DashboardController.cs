using System.Globalization;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Programme.Dashboard;

[Authorize(Policy = Policies.ProgrammeManager)]
[Route("programme")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DashboardController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? what, string? where, string? when, string? against, CancellationToken ct)
    {
        if (await sender.Send(new ShowDashboard(User.UserId(), what, where, when, against), ct) is not { } model)
        {
            return NotFound();
        }

        await sender.Send(new RecordExactView(User.UserId(), model.Choices.Where, "dashboard", model.Choices.Query), ct);
        return View("Index", model);
    }

    /// <summary>The figures of the page with the same filters, exact and without separators.</summary>
    [HttpGet("figures.csv")]
    public async Task<IActionResult> Download(string? what, string? where, string? when, string? against, CancellationToken ct)
    {
        if (await sender.Send(new ShowDashboard(User.UserId(), what, where, when, against), ct) is not { } model)
        {
            return NotFound();
        }

        await sender.Send(new RecordExactView(User.UserId(), model.Choices.Where, "dashboard-csv", model.Choices.Query), ct);
        return File(Csv(model), "text/csv; charset=utf-8", $"chi-tieu-{model.Choices.Where}-{model.Choices.When}.csv");
    }

    private static byte[] Csv(DashboardModel model)
    {
        var csv = new CsvText().Row("section", "indicator", "place", "place_name", "period", "value", "unit", "quality", "note", "against", "earlier", "change");
        foreach (var tile in model.Tiles)
        {
            csv.Row("headline", tile.Code, model.Choices.Where, model.PlaceName, model.Choices.When, Exact(tile.Amount), UnitOf(tile.Code), tile.Quality, tile.Reason, model.BeforeCode, Exact(tile.Earlier), Exact(tile.Amount - tile.Earlier));
        }

        foreach (var detail in model.Details)
        {
            csv.Row("detail", model.Choices.What, model.Choices.Where, model.PlaceName, model.Choices.When, "", "", "", $"{detail.Name}: {detail.Text}", "", "", "");
        }

        foreach (var (section, part) in (model.HasSales ? model.MoneyGoes : []).Select(part => ("money", part)).Concat(model.Groups.Select(part => ("group", part))))
        {
            csv.Row(section, Domain.Programme.HeadlineIndicators.NetSales, model.Choices.Where, model.PlaceName, model.Choices.When, Exact(part.Amount), "VND", "", part.Name, "", "", "");
        }

        foreach (var row in model.Trend)
        {
            csv.Row("period", model.Choices.What, model.Choices.Where, model.PlaceName, row.Code, Exact(row.Amount), UnitOf(model.Choices.What), row.Quality, row.Reason, "", "", "");
        }

        foreach (var row in model.Inside)
        {
            csv.Row("place", model.Choices.What, row.Code, row.Name, model.Choices.When, Exact(row.Amount), UnitOf(model.Choices.What), row.Quality, row.Reason, model.BeforeCode, Exact(row.Earlier), Exact(row.Amount - row.Earlier));
        }

        return csv.ToBytes();
    }

    private static string Exact(long? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string UnitOf(string code) => Domain.Programme.HeadlineIndicators.UnitOf(code) switch
    {
        Domain.Programme.MeasureUnit.Dong => "VND",
        Domain.Programme.MeasureUnit.Persons => "persons",
        _ => "basis_points",
    };
}
