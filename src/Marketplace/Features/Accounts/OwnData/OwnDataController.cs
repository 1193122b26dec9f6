using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.OwnData;

public sealed record OwnDataForm(string? Password);

[Route("account/data")]
[Authorize(Policy = Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OwnDataController(ISender sender) : Controller
{
    /// <summary>To be read by people too: indented, and Vietnamese in its own letters.</summary>
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    [HttpGet]
    public IActionResult New() => View("OwnData", new OwnDataForm(null));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Download(OwnDataForm form, CancellationToken ct)
    {
        var result = await sender.Send(new RecordDataTaken(User.UserId(), form.Password), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "OwnData", form);
        }

        var data = await sender.Send(new ShowOwnData(User.UserId()), ct);
        return File(JsonSerializer.SerializeToUtf8Bytes(data, Readable), "application/json", $"du-lieu-cua-toi-{data.At.VietnamDay():yyyy-MM-dd}.json");
    }
}
