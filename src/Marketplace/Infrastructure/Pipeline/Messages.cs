using Marketplace.Domain.Common;
using MediatR;

namespace Marketplace.Infrastructure.Pipeline;

/// <summary>Changes something. The pipeline validates it, runs it and saves once.</summary>
public interface ICommand<TResult> : IRequest<TResult>
    where TResult : IResult<TResult>;

/// <summary>
/// Marks a command whose handler uses guarded updates (<c>ExecuteUpdate</c>) or must see one state of the database from its first read to its save:
/// the pipeline opens the transaction before the handler runs.
/// </summary>
public interface ITransactional;

/// <summary>Reads straight into the page's own record.</summary>
public interface IQuery<out TModel> : IRequest<TModel>;
