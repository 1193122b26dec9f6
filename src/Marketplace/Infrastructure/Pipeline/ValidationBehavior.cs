using FluentValidation;
using Marketplace.Domain.Common;
using MediatR;

namespace Marketplace.Infrastructure.Pipeline;

/// <summary>Refuses a command that breaks its validator's rules before anything is read.</summary>
internal sealed class ValidationBehavior<TCommand, TResult>(IEnumerable<IValidator<TCommand>> validators) : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>
    where TResult : IResult<TResult>
{
    public async Task<TResult> Handle(TCommand request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        List<Refusal> refusals = [.. validators
            .SelectMany(validator => validator.Validate(request).Errors)
            .Select(error => new Refusal(error.ErrorCode, error.PropertyName, error.CustomState as object[] ?? []))
            .DistinctBy(refusal => refusal.Field)];

        return refusals is [] ? await next() : TResult.Refused(refusals);
    }
}
