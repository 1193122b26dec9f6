using System.Globalization;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Orders.WriteReview;

public sealed class ReviewWords
{
    public string? Stars { get; set; }

    public string? Text { get; set; }

    public string? Name { get; set; }

    /// <summary>A browser does not send them again after an error; the words are kept.</summary>
    public List<IFormFile> Photos { get; set; } = [];

    [BindNever]
    public OrderAccess? Access { get; set; }

    [BindNever]
    public Guid Line { get; set; }

    [BindNever]
    public ReviewPage? Page { get; set; }

    /// <summary>The order's page.</summary>
    [BindNever]
    public string Back { get; set; } = "";

    [BindNever]
    public bool IsSent { get; set; }
}

[AllowAnonymous]
[Route("orders/{number}/lines/{line:guid}/review")]
public sealed class WriteReviewController(ISender sender) : Controller
{
    private const long MostBytes = (Review.MostPhotos * (long)PhotoLimits.MostBytes) + (1024 * 1024);

    [HttpGet]
    public async Task<IActionResult> New(string number, Guid line, string? key, bool sent, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        return await sender.Send(new ShowReviewForm(access, new OrderLineId(line)), ct) is { } page
            ? View("New", Shown(new ReviewWords { Stars = page.Stars?.ToString(CultureInfo.InvariantCulture), Text = page.Text, Name = page.ShownName, IsSent = sent }, access, line, page))
            : this.OrderNotFound();
    }

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Create(string number, Guid line, [FromForm] string? key, ReviewWords form, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        if (await sender.Send(new ShowReviewForm(access, new OrderLineId(line)), ct) is not { } page)
        {
            return this.OrderNotFound();
        }

        List<Stream> photos = [.. form.Photos.Select(photo => photo.OpenReadStream())];
        try
        {
            var result = await sender.Send(
                new WriteReview(access, new OrderLineId(line), StarsIn(form.Stars), Typing.Tidy(form.Text), Typing.Tidy(form.Name), Languages.Current, photos), ct);
            return result.Refusals switch
            {
                [] => LocalRedirect(Sent(access, line)),
                [var one] when one == OrderRefusals.NotFound => this.OrderNotFound(),
                var refusals => this.Refused(refusals, "New", Shown(form, access, line, page)),
            };
        }
        finally
        {
            foreach (var photo in photos)
            {
                await photo.DisposeAsync();
            }
        }
    }

    [HttpPost("withdrawal")]
    public async Task<IActionResult> Destroy(string number, Guid line, [FromForm] string? key, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        var result = await sender.Send(new WithdrawReview(access, new OrderLineId(line)), ct);
        return result.Succeeded ? LocalRedirect(this.PathOf(access)) : this.OrderNotFound();
    }

    private static int? StarsIn(string? typed) => TypedNumber.Whole(typed) is >= 1 and <= Review.MostStars and var stars ? (int)stars : null;

    private string Sent(OrderAccess access, Guid line)
    {
        var path = this.PathOf(access, $"/lines/{line}/review");
        return path + (path.Contains('?', StringComparison.Ordinal) ? "&sent=true" : "?sent=true");
    }

    private ReviewWords Shown(ReviewWords form, OrderAccess access, Guid line, ReviewPage page)
    {
        (form.Access, form.Line, form.Page, form.Back) = (access, line, page, this.PathOf(access));
        return form;
    }
}
