using Marketplace.Domain.Common;
using Marketplace.Features.Orders.Show;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders;

internal static class OrderAnswers
{
    extension(Controller controller)
    {
        /// <summary>Back to the order's page, or the same page with what was refused; an order not theirs is not found.</summary>
        public async Task<IActionResult> Answer(ISender sender, OrderAccess access, Result result, CancellationToken ct)
        {
            if (result.Succeeded)
            {
                return controller.LocalRedirect(controller.PathOf(access));
            }

            return await sender.Send(new ShowOrder(access), ct) is { } page ? controller.Refused(result.Refusals, ShowOrder.View, page, $"/orders/{page.Number}{page.KeyQuery}") : controller.OrderNotFound();
        }

        public string PathOf(OrderAccess access, string rest = "") =>
            controller.Url.Content($"~/orders/{access.Number}{rest}") + (string.IsNullOrEmpty(access.Key) ? "" : "?key=" + Uri.EscapeDataString(access.Key));

        /// <summary>Where an order is followed by who may do no more with it.</summary>
        public string PathToFollow(OrderAccess access) => controller.Url.Content($"~/track/{access.Number}?key={Uri.EscapeDataString(access.Key ?? "")}");
    }
}
