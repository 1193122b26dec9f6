using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.ReportProblem;

public sealed class ProblemForm
{
    public string? Text { get; set; }

    /// <summary>The parcel it is about; empty when it is the whole order.</summary>
    public string? Part { get; set; } = "";

    /// <summary>A browser does not send them again after an error; the words are kept.</summary>
    public List<IFormFile> Photos { get; set; } = [];

    [BindNever]
    public OrderAccess? Access { get; set; }

    /// <summary>The order's page, as this visitor may see it.</summary>
    [BindNever]
    public string Back { get; set; } = "";

    [BindNever]
    public bool IsSent { get; set; }

    /// <summary>What it may be about, where the order has several parcels.</summary>
    [BindNever]
    public IReadOnlyList<ChoiceItem> Parcels { get; set; } = [];

    /// <summary>Addresses of the photos sent before.</summary>
    [BindNever]
    public IReadOnlyList<string> Sent { get; set; } = [];
}

/// <summary>The photos sent of the order before, or nothing when this visitor may not write about it at all.</summary>
public sealed record ListProblemPhotos(OrderAccess Access) : IQuery<ProblemPhotos?>;

/// <param name="IsOwn">The visitor may do what the buyer may. Who only follows the order tells a problem, and does not see what the buyer photographed.</param>
/// <param name="Photos">None for who only follows.</param>
/// <param name="Parcels">All of the order's.</param>
public sealed record ProblemPhotos(bool IsOwn, IReadOnlyList<Guid> Photos, IReadOnlyList<ReportedParcel> Parcels);

public sealed record ReportedParcel(Guid Id, string Number, string MakerVi, string MakerEn);

internal sealed class ListProblemPhotosHandler(MarketplaceDb db, PrivatePhotos photos) : IRequestHandler<ListProblemPhotos, ProblemPhotos?>
{
    public async Task<ProblemPhotos?> Handle(ListProblemPhotos query, CancellationToken ct) =>
        await db.Followed(query.Access, ct) is { } found ? new ProblemPhotos(found.IsOwn, found.IsOwn ? photos.Of(found.Id.Value) : [], await Parcels(found.Id, ct)) : null;

    private Task<List<ReportedParcel>> Parcels(OrderId order, CancellationToken ct) => (
        from part in db.ProducerOrders.AsNoTracking()
        join producer in db.Producers on part.ProducerId equals producer.Id
        where part.OrderId == order
        orderby part.Number
        select new ReportedParcel(part.Id.Value, part.Number, producer.NameVi, producer.NameEn)).ToListAsync(ct);
}

[AllowAnonymous]
[Route("orders/{number}/problem")]
public sealed class ReportProblemController(ISender sender) : Controller
{
    private const long MostBytes = (ReportProblem.MostPhotos * (long)PhotoLimits.MostBytes) + (1024 * 1024);

    [HttpGet]
    public async Task<IActionResult> New(string number, string? key, bool sent, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        return await sender.Send(new ListProblemPhotos(access), ct) is { } before ? View(Shown(new ProblemForm { IsSent = sent }, access, before)) : this.OrderNotFound();
    }

    [HttpGet("photos/{photo:guid}")]
    public async Task<IActionResult> Photo(string number, Guid photo, string? key, CancellationToken ct) =>
        this.PrivatePhoto(await sender.Send(new FindOwnPhoto(new OrderAccess(number, key, User.TryUserId()), photo), ct));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Create(string number, [FromForm] string? key, ProblemForm form, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        if (await sender.Send(new ListProblemPhotos(access), ct) is not { } before)
        {
            return this.OrderNotFound();
        }

        List<Stream> uploads = [.. form.Photos.Select(photo => photo.OpenReadStream())];
        try
        {
            // What is no parcel's number at all is refused as another order's is.
            ProducerOrderId? part = string.IsNullOrEmpty(form.Part) ? null : new ProducerOrderId(Guid.TryParse(form.Part, out var chosen) ? chosen : Guid.Empty);
            var result = await sender.Send(new ReportProblem(access, form.Text ?? "", uploads, part), ct);
            return result.Refusals switch
            {
                [] => LocalRedirect(this.PathOf(access, "/problem") + (string.IsNullOrEmpty(key) ? "?sent=true" : "&sent=true")),
                [var one] when one == OrderRefusals.NotFound => this.OrderNotFound(),
                var refusals => this.Refused(refusals, "New", Shown(form, access, before)),
            };
        }
        finally
        {
            foreach (var upload in uploads)
            {
                await upload.DisposeAsync();
            }
        }
    }

    private ProblemForm Shown(ProblemForm form, OrderAccess access, ProblemPhotos before)
    {
        (form.Access, form.Back) = (access, before.IsOwn ? this.PathOf(access) : this.PathToFollow(access));
        form.Part ??= "";
        form.Parcels = before.Parcels.Count < 2 ? [] :
        [
            .. before.Parcels.Select(parcel => new ChoiceItem(parcel.Id.ToString(), Texts.Get("orders.problem-parcel", parcel.Number, Languages.Pick(parcel.MakerVi, parcel.MakerEn)))),
            new ChoiceItem("", Texts.Get("orders.problem-whole"), Texts.Get("orders.problem-whole-hint")),
        ];
        form.Sent = [.. before.Photos.Select(photo => this.PathOf(access, $"/problem/photos/{photo}"))];
        return form;
    }
}
