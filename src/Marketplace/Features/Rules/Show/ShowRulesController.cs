using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Rules.Show;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name, Duration = RuleBook.FreshSeconds, VaryByQueryKeys = ["day"])]
[Route("rules")]
public sealed class ShowRulesController(ISender sender, TimeProvider clock) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string? day, CancellationToken ct)
    {
        HttpContext.CacheTagsOnly([PageCache.Rules]);
        var today = clock.GetUtcNow().VietnamDay();
        var isDay = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked);
        if (!isDay && !string.IsNullOrWhiteSpace(day))
        {
            ModelState.AddModelError(nameof(day), Infrastructure.Localization.Texts.Get("rules.not-a-day"));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        ViewData["Asked"] = isDay ? asked.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day ?? today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return View("Show", await sender.Send(new ShowRules(isDay ? asked : today), ct));
    }
}
