using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Accounts.OwnData;

[Authorize(Policy = Policies.SignedIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OwnDataController(ISender sender) : Controller
{
    /// <summary>To be read by people too: indented, and Vietnamese in its own letters.</summary>
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    [HttpGet("account/data")]
    public async Task<IActionResult> Download(CancellationToken ct)
    {
        var data = await sender.Send(new ShowOwnData(User.UserId()), ct);
        return File(JsonSerializer.SerializeToUtf8Bytes(data, Readable), "application/json", $"du-lieu-cua-toi-{data.At.VietnamDay():yyyy-MM-dd}.json");
    }
}
