using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Benchmarks.Baseline;

public sealed class BaselineController(BaselineDb db) : Controller
{
    [HttpGet("/minimal")]
    public async Task<IActionResult> Minimal(CancellationToken ct) => View("/Baseline/Products.cshtml", await BaselineRow.First(db).Take(24).ToListAsync(ct));
}
