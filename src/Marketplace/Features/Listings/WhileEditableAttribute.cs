using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings;

/// <summary>A page that changes a listing leads to what holds of it while nothing of it may be changed: whatever was typed would be refused.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WhileEditableAttribute : Attribute, IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var controller = (Controller)context.Controller;
        var (acting, id, request) = (controller.Acting(), (Guid)context.ActionArguments["id"]!, context.HttpContext);
        if (await request.RequestServices.GetRequiredService<ISender>().Send(new ListingStandsStill(acting.ProducerId, new ProductId(id)), request.RequestAborted))
        {
            context.Result = controller.Redirect(controller.Url.Content($"~/studio/{acting.Slug}/listings/{id}"));
            return;
        }

        await next();
    }
}

/// <summary>Whether a listing is there and may not be changed now.</summary>
public sealed record ListingStandsStill(ProducerId Producer, ProductId Product) : IQuery<bool>;

internal sealed class ListingStandsStillHandler(MarketplaceDb db) : IRequestHandler<ListingStandsStill, bool>
{
    public async Task<bool> Handle(ListingStandsStill query, CancellationToken ct) =>
        await db.Products.AsNoTracking().SoldBy(query.Producer).Where(product => product.Id == query.Product).Select(product => (ProductStatus?)product.Status).SingleOrDefaultAsync(ct) is { } status
        && !Product.IsEditable(status);
}
