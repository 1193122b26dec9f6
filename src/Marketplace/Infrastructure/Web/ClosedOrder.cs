using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Infrastructure.Web;

/// <summary>For the page that stands in for an order which does not open to this visitor.</summary>
/// <param name="Back">Where they wanted to go, to be led there after signing in.</param>
public sealed record ClosedOrder(string Back);

internal static class ClosedOrders
{
    private const string View = "/Features/Shared/ClosedOrder.cshtml";

    extension(Controller controller)
    {
        /// <summary>
        /// Not found, with the ways on: an order opens to its account and by its key, and a bookmarked one is often opened signed out. The answer is the same
        /// for numbers that do not exist.
        /// </summary>
        public IActionResult OrderNotFound()
        {
            var request = controller.Request;
            var isPage = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
            var number = controller.RouteData.Values["number"] as string ?? "";
            var back = isPage ? request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString : controller.Url.Content($"~/orders/{Uri.EscapeDataString(number)}");
            controller.Response.StatusCode = StatusCodes.Status404NotFound;
            return controller.View(View, new ClosedOrder(back));
        }
    }
}
