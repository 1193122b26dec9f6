using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Marketplace.Features.Frame.Styleguide;

/// <summary>A form with one field of each kind.</summary>
public sealed class StyleguideForm
{
    public string Name { get; init; } = "Vàng Thị Mai";

    public string Phone { get; init; } = "";

    public int Quantity { get; init; } = 2;

    public string Story { get; init; } = "";

    public string Province { get; init; } = "";

    public string Payment { get; init; } = "cod";

    public IReadOnlyList<string> Craft { get; init; } = ["weaving"];

    public bool Agreed { get; init; }

    public DateOnly? Day { get; init; } = new DateOnly(2026, 9, 2);

    public IFormFile? Photo { get; init; }
}

public sealed record StyleguideModel(StyleguideForm Form)
{
    public DateTimeOffset Instant { get; } = new(2026, 9, 2, 3, 30, 0, TimeSpan.Zero);

    public Money Dollars { get; } = new(12_70, Currency.Usd);

    public IReadOnlyList<SelectListItem> Provinces { get; } = [new("Tuyên Quang", "08"), new("Lào Cai", "15"), new("Nghệ An", "40")];

    public IReadOnlyList<ChoiceItem> Payments { get; } =
        [new("cod", "Trả tiền khi nhận hàng", "Người giao thu 335.000 ₫"), new("qr", "Chuyển khoản bằng mã QR", "Nhập sẵn số tiền và nội dung")];

    public IReadOnlyList<ChoiceItem> Crafts { get; } = [new("weaving", "Dệt lanh"), new("embroidery", "Thêu"), new("wax", "Vẽ sáp ong")];
}

/// <summary>Every component on one page, for us and our tests: never outside Development.</summary>
[AllowAnonymous]
[Route("styleguide")]
public sealed class StyleguideController(IHostEnvironment environment) : Controller
{
    [HttpGet]
    public IActionResult Index() => View("Styleguide", new StyleguideModel(new StyleguideForm()));

    /// <summary>The same form after something went wrong.</summary>
    [HttpPost]
    public IActionResult Create(StyleguideForm form) =>
        this.Refused([new Refusal("common.missing", "Phone"), new Refusal("common.not-a-number", "Quantity"), new Refusal("common.missing", "Province")], "Styleguide", new StyleguideModel(form));

    [HttpGet("crash")]
    public IActionResult Crash() => throw new InvalidOperationException("A crash asked for, to see the page it leads to.");

    [HttpGet("status/{status:int:range(400,599)}")]
    public IActionResult Status(int status) => StatusCode(status);

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (!environment.IsDevelopment())
        {
            context.Result = NotFound();
        }
    }
}
